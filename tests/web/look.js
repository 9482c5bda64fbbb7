// What is wrong with the page as it stands: words of the other language, and width.
// Called with {names, lang}: names are those of people, companies and papers of the home.
({ names, lang }) => {
  const han = /[\u3400-\u9fff]/;
  const sentence = /[A-Za-z][a-z]+(?:[ ,]+[A-Za-z][a-z]+){3,}/;
  const bare = (text) => names.reduce((left, name) => left.split(name).join(""), text);
  const langOf = (node) => (node.closest("[lang]") || document.documentElement).getAttribute("lang").slice(0, 2);
  const found = [];
  const judge = (text, node) => {
    if (lang === "en" && langOf(node) !== "zh" && han.test(text)) {
      // An option or an attribute cannot say that a name in it is Chinese.
      const inside = node.closest("option, title, [aria-label], textarea");
      if (!inside || han.test(bare(text))) found.push(text.trim().slice(0, 80));
    }
    if (lang === "zh" && langOf(node) === "zh" && !node.closest("code, pre, kbd, .mono")
      && sentence.test(bare(text))) found.push(text.trim().slice(0, 80));
  };
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (node && !node.closest("script, style")) judge(walker.currentNode.data, node);
  }
  for (const node of document.querySelectorAll("[aria-label],[title],[placeholder],[alt]")) {
    for (const name of ["aria-label", "title", "placeholder", "alt"]) {
      const text = node.getAttribute(name);
      if (text) judge(bare(text), node);
    }
  }
  return [...new Set(found)];
}

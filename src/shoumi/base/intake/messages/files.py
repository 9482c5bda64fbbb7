"""Why a file is not read."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "file.refused": Message(
        zh="文件不能接收。",
        en="The file cannot be taken.",
        remedy_zh="请检查文件后重新导入。",
        remedy_en="Check the file and import it again.",
    ),
    "file.not_a_file": Message(
        zh="{place} 不是可以读取的普通文件。",
        en="{place} is not a plain file that can be read.",
        remedy_zh="请核对路径和读取权限；文件夹、管道和设备不能导入。",
        remedy_en="Check the path and the permission; folders, pipes and devices are not imported.",
    ),
    "file.empty": Message(
        zh="{place} 是空文件。",
        en="{place} is empty.",
        remedy_zh="请重新导出一份有内容的文件。",
        remedy_en="Export the file again, with its contents.",
    ),
    "file.too_large": Message(
        zh="{place} 超过 {most} MB。",
        en="{place} is larger than {most} MB.",
        remedy_zh="请把文件拆成几份，或改用 CSV、Parquet 导出。",
        remedy_en="Split the file, or export it as CSV or Parquet.",
    ),
    "picture.not_installed": Message(
        zh="{place} 是图片，这里没有装好识读图片的程序包，未检查。",
        en="{place} is a picture and was not checked: the package that reads pictures is missing.",
        remedy_zh=(
            "删去程序文件夹里的 .venv，运行 sh scripts/setup.sh runtime，再启动，然后重新读取。"
        ),
        remedy_en=(
            "Remove .venv in the program's folder, run sh scripts/setup.sh runtime and start again"
            ", then read it again."
        ),
    ),
    "picture.too_many_pixels": Message(
        zh="{place} 展开后的像素超过限度（最多 {most} 个）。",
        en="{place} unpacks to more pixels than are read ({most} at most).",
        remedy_zh="请缩小图片，或分成几张。",
        remedy_en="Make the picture smaller, or cut it into several.",
    ),
    "file.unknown_format": Message(
        zh="{place} 的格式不在可读范围内。",
        en="{place} has a format that is not read here.",
        remedy_zh="可读：CSV、TSV 等分隔文本，XLSX、XLS、ODS、Parquet、JSON、网页表格，DOCX、PDF、"
        "TXT，图片。",
        remedy_en="Read are delimited text (CSV, TSV), XLSX, XLS, ODS, Parquet, JSON, tables of "
        "web pages, DOCX, PDF, TXT and pictures.",
    ),
    "file.not_what_it_says": Message(
        zh="{place} 的内容不是 {expected} 格式。",
        en="The contents of {place} are not {expected}.",
        remedy_zh="请用原来的软件另存为所需格式，不要只改扩展名。",
        remedy_en="Save it in the right format from its own program; do not only rename it.",
    ),
    "file.encrypted": Message(
        zh="{place} 设有密码。",
        en="{place} needs a password.",
        remedy_zh="请在原软件中去掉密码后再导入；传输时的保护由本系统负责。",
        remedy_en="Take the password off in its own program; this system protects the import "
        "itself.",
    ),
    "file.broken": Message(
        zh="{place} 已损坏，无法读完。",
        en="{place} is damaged and cannot be read to its end.",
        remedy_zh="请在原软件中打开并另存一份，再导入新的文件。",
        remedy_en="Open it in its own program, save a copy and import the copy.",
    ),
    "file.too_much_memory": Message(
        zh="读取 {place} 所需的内存超过了这个大小的文件应有的限度。",
        en="Reading {place} takes more memory than a file of its size may.",
        remedy_zh="请删除多余的空行、空列、图片和样式，或改用 CSV 导出。",
        remedy_en="Remove empty rows and columns, pictures and styles, or export it as CSV.",
    ),
    "file.too_much_time": Message(
        zh="读取 {place} 超过 {seconds} 秒，已停止。",
        en="Reading {place} took more than {seconds} seconds and was stopped.",
        remedy_zh="请改用 CSV 导出，或把文件拆小。",
        remedy_en="Export it as CSV, or split it.",
    ),
    "file.too_much_output": Message(
        zh="{place} 展开后的内容超过 {most} 字节。",
        en="{place} unfolds to more than {most} bytes.",
        remedy_zh="请检查是否有大量重复的内容，或把文件拆小。",
        remedy_en="Look for contents repeated many times, or split the file.",
    ),
    "zip.broken": Message(
        zh="{place} 的压缩结构有误，或内容与登记的大小、校验值不符。",
        en="The archive structure of {place} is wrong, or its sizes and check sums do not agree.",
        remedy_zh="请在原软件中另存一份。",
        remedy_en="Save a copy from its own program.",
    ),
    "zip.bomb": Message(
        zh="{place} 解压后过大，疑似压缩炸弹。",
        en="{place} unpacks to far too much; it may be a zip bomb.",
        remedy_zh="请确认文件来源；正常文件请改用 CSV 导出。",
        remedy_en="Check where it came from; export a genuine file as CSV.",
    ),
    "zip.too_many_entries": Message(
        zh="{place} 内含 {found} 个条目，最多 {most} 个。",
        en="{place} holds {found} entries; at most {most} are read.",
        remedy_zh="请确认文件来源，或另存为更简单的格式。",
        remedy_en="Check where it came from, or save it in a simpler format.",
    ),
    "zip.overlap": Message(
        zh="{place} 的条目相互重叠，疑似压缩炸弹。",
        en="Entries of {place} overlap; it may be a zip bomb.",
        remedy_zh="不要打开此文件，请向提供方重新索取。",
        remedy_en="Do not open it; ask for it again.",
    ),
    "zip.bad_path": Message(
        zh="{place} 的条目名称越出了文件夹，或使用了保留名称。",
        en="An entry name of {place} leaves its folder or is a reserved one.",
        remedy_zh="不要解压此文件，请向提供方重新索取。",
        remedy_en="Do not unpack it; ask for it again.",
    ),
    "zip.link": Message(
        zh="{place} 含有符号链接。",
        en="{place} holds a link.",
        remedy_zh="请重新打包，只放普通文件。",
        remedy_en="Pack it again with plain files only.",
    ),
    "zip.nested": Message(
        zh="{place} 内还套有压缩包。",
        en="{place} holds another archive.",
        remedy_zh="请取出里面的文件，单独导入。",
        remedy_en="Take the inner files out and import them by themselves.",
    ),
    "xml.entity": Message(
        zh="{place} 声明了文档类型或实体，这可能用于读取别的文件。",
        en="{place} declares a document type or an entity, which can be used to read other files.",
        remedy_zh="不要使用此文件，请向提供方重新索取。",
        remedy_en="Do not use it; ask for it again.",
    ),
    "xml.broken": Message(
        zh="{place} 不是完整的 XML。",
        en="{place} is not well-formed XML.",
        remedy_zh="请在原软件中另存一份。",
        remedy_en="Save a copy from its own program.",
    ),
    "xml.too_deep": Message(
        zh="{place} 的嵌套超过 {most} 层。",
        en="{place} nests deeper than {most} levels.",
        remedy_zh="请确认文件来源，或另存一份。",
        remedy_en="Check where it came from, or save a copy.",
    ),
    "text.encoding_unclear": Message(
        zh="{place} 的文字编码无法确定（不是 UTF-8，也不像 GB18030）。",
        en="The encoding of {place} is unclear: it is not UTF-8 and does not read as GB18030.",
        remedy_zh="请另存为 UTF-8，或在导入时指明编码。",
        remedy_en="Save it as UTF-8, or name its encoding when importing.",
    ),
    "text.out_of_step": Message(
        zh="{place} 起少了或多了一个字节，从这里往后都读不出来，整个文件没有接收。",
        en="A byte is missing or too many at {place}; nothing behind it can be read, so the file "
        "is not taken.",
        remedy_zh="请从原系统重新导出，最好另存为 UTF-8。",
        remedy_en="Export it again from its source, best as UTF-8.",
    ),
    "text.encoding_broken": Message(
        zh="{place} 有读不出的字节，不是文件所用编码的文字。",
        en="{place} has bytes that are no text in the encoding of the file.",
        remedy_zh="请对照原表补上；若多处如此，请指明编码，或重新导出。",
        remedy_en="Fill it in from the source; where there are many, name the encoding or export "
        "the file again.",
    ),
    "text.nul": Message(
        zh="{place} 含有空字符（NUL）。",
        en="{place} holds a NUL character.",
        remedy_zh="请重新导出；空字符之后的内容在许多软件中看不见。",
        remedy_en="Export it again; many programs do not show what follows a NUL.",
    ),
    "text.line_too_long": Message(
        zh="{place} 这一行过长（超过一百万字符）。",
        en="The line at {place} is too long (more than a million characters).",
        remedy_zh="请检查换行是否丢失。",
        remedy_en="Look for lost line ends.",
    ),
    "csv.unclosed_quote": Message(
        zh="{place} 处的引号没有结束。",
        en="The quote that opens at {place} never closes.",
        remedy_zh='请补上结束的引号；内容中的引号要写成两个（""）。',
        remedy_en='Close it; a quote inside a value is written twice ("").',
    ),
    "csv.bad_quote": Message(
        zh="{place} 处引号之后还有内容。",
        en="Something follows a closing quote at {place}.",
        remedy_zh='内容中的引号要写成两个（""）。',
        remedy_en='A quote inside a value is written twice ("").',
    ),
    "csv.ragged": Message(
        zh="{place} 的列数与表头不同。",
        en="{place} has more or fewer cells than the heading.",
        remedy_zh="请检查此行是否多了或少了分隔符；含分隔符的内容要加引号。",
        remedy_en="Look for a delimiter too many or too few; quote values that contain one.",
    ),
    "csv.bare_return": Message(
        zh="{place} 中间有单独的回车符。",
        en="There is a bare carriage return inside {place}.",
        remedy_zh="请统一换行方式后重新导出。",
        remedy_en="Export it again with one kind of line end.",
    ),
    "csv.after_broken": Message(
        zh="{place} 之前的一行断开了，分不清这一行是不是它的下半截。",
        en="The record before {place} is broken; this line may be the rest of it.",
        remedy_zh="请对照原表：若是完整的一行，改好上一行后一并交回。",
        remedy_en="Compare with the source: mend the line before and bring both again.",
    ),
    "table.cell_too_long": Message(
        zh="{place} 的内容过长（超过十万字符）。",
        en="The cell at {place} is too long (more than 100,000 characters).",
        remedy_zh="请把长文另存为文档，表格中只留摘要。",
        remedy_en="Keep long texts in a document and a summary in the table.",
    ),
    "table.too_many_columns": Message(
        zh="{place} 有 {found} 列，最多 {most} 列。",
        en="{place} has {found} columns; at most {most} are read.",
        remedy_zh="请删除多余的列。",
        remedy_en="Remove the columns that are not needed.",
    ),
    "table.too_many_rows": Message(
        zh="表格一直延伸到 {place}，超过 {most} 的限度。",
        en="The table reaches to {place}, beyond the limit of {most}.",
        remedy_zh="请删除远处的空行、空列或孤立的单元格，或把文件拆小。",
        remedy_en="Delete stray cells and empty rows or columns far out, or split the file.",
    ),
    "table.lost_digits": Message(
        zh="{place} 的号码被存成了数字，末尾几位已经丢失。",
        en="The number at {place} was stored as a numeric value and has lost its last digits.",
        remedy_zh="请把该列设为“文本”，从原系统重新填入；丢失的数字无法恢复。",
        remedy_en="Format the column as text and fill it again from the source; the digits are "
        "gone.",
    ),
    "workbook.row_broken": Message(
        zh="{place} 这一行在文件里是坏的，其他行照常读取。",
        en="The row at {place} is damaged in the file; the other rows are read.",
        remedy_zh="请在原软件中重新填写这一行，再另存一份。",
        remedy_en="Write this row again in its own program and save a copy.",
    ),
    "json.broken": Message(
        zh="{place} 不是完整的 JSON。",
        en="{place} is not valid JSON.",
        remedy_zh="请检查引号、逗号和括号；JSONL 每行是一个完整的 JSON 对象。",
        remedy_en="Look at quotes, commas and brackets; each line of JSONL is one whole object.",
    ),
    "json.not_an_object": Message(
        zh="{place} 不是 JSON 对象。",
        en="{place} is no JSON object.",
        remedy_zh='每条记录应为 {{"名称": 值}} 的形式。',
        remedy_en='Each record has the form {{"name": value}}.',
    ),
    "json.repeated_key": Message(
        zh="{place} 的对象里有重复的名称。",
        en="The object at {place} repeats a name.",
        remedy_zh="同一名称只写一次。",
        remedy_en="Write each name once.",
    ),
    "json.too_deep": Message(
        zh="{place} 的嵌套太深（超过十六层）。",
        en="{place} nests too deep (more than sixteen levels).",
        remedy_zh="请导出为平铺的字段。",
        remedy_en="Export flat fields.",
    ),
    "pdf.too_many_pages": Message(
        zh="{place} 有 {found} 页，最多 {most} 页。",
        en="{place} has {found} pages; at most {most} are read.",
        remedy_zh="请拆分文件。",
        remedy_en="Split the file.",
    ),
    "pdf.page_too_large": Message(
        zh="{place} 的页面边长超过 {most} 点。",
        en="The page at {place} is wider or higher than {most} points.",
        remedy_zh="请按正常纸张大小重新生成。",
        remedy_en="Make it again on paper of ordinary size.",
    ),
}

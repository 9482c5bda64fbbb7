// Checks a Shoumi log with Go's own implementation of signed notes and tiled transparency logs,
// golang.org/x/mod/sumdb/{note,tlog}.  One request a line on standard input, one answer a line:
// "ok", or why not.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Request holds what one check needs; hashes are base 64, as JSON has bytes.
type Request struct {
	Do     string   // "checkpoint", "inclusion", "consistency" or "log"
	Vkey   string   // the log's key
	Note   string   // the signed checkpoint
	Old    string   // for consistency: the older one
	Index  int64    // for inclusion
	Leaf   []byte   // for inclusion: the entry itself
	Proof  [][]byte // for both proofs
	Folder string   // for a log: where its tiles are
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var asked Request
		err := json.Unmarshal(lines.Bytes(), &asked)
		if err == nil {
			err = check(asked)
		}
		answer := "ok"
		if err != nil {
			answer = strings.ReplaceAll(err.Error(), "\n", " ")
		}
		fmt.Println(answer)
	}
}

func check(asked Request) error {
	tree, err := open(asked.Note, asked.Vkey)
	if err != nil {
		return err
	}
	proof, err := hashes(asked.Proof)
	if err != nil {
		return err
	}
	switch asked.Do {
	case "checkpoint":
		return nil
	case "inclusion":
		return tlog.CheckRecord(proof, tree.N, tree.Hash, asked.Index, tlog.RecordHash(asked.Leaf))
	case "consistency":
		old, err := open(asked.Old, asked.Vkey)
		if err != nil {
			return err
		}
		return tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash)
	case "log":
		return checkLog(asked.Folder, tree)
	}
	return fmt.Errorf("no such check: %q", asked.Do)
}

// open verifies a signed checkpoint and reads its three lines.
func open(signed, vkey string) (tree tlog.Tree, err error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return tree, err
	}
	opened, err := note.Open([]byte(signed), note.VerifierList(verifier))
	if err != nil {
		return tree, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		return tree, fmt.Errorf("not a checkpoint of %s", verifier.Name())
	}
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return tree, err
	}
	tree.Hash, err = tlog.ParseHash(lines[2])
	return tree, err
}

// checkLog reads every entry and finds it in the tree that the tiles give.
func checkLog(folder string, tree tlog.Tree) error {
	reader := tlog.TileHashReader(tree, tiles(folder))
	for first := int64(0); first < tree.N; first += 256 {
		width := min(256, tree.N-first)
		bundle, err := os.ReadFile(filepath.Join(folder, path("entries", first/256, int(width))))
		if err != nil {
			return err
		}
		for index := first; index < first+width; index++ {
			if len(bundle) < 2 || len(bundle) < 2+int(bundle[0])<<8+int(bundle[1]) {
				return fmt.Errorf("bundle of %d is cut short", index)
			}
			end := 2 + int(bundle[0])<<8 + int(bundle[1])
			held, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
			if err != nil {
				return err
			}
			if held[0] != tlog.RecordHash(bundle[2:end]) {
				return fmt.Errorf("entry %d is not what the tree holds", index)
			}
			bundle = bundle[end:]
		}
		if len(bundle) != 0 {
			return fmt.Errorf("bundle %d is too long", first/256)
		}
	}
	root, err := tlog.TreeHash(tree.N, reader)
	if err == nil && root != tree.Hash {
		err = fmt.Errorf("another root")
	}
	return err
}

type tiles string

func (folder tiles) Height() int { return 8 }

func (folder tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	found := make([][]byte, len(wanted))
	for at, tile := range wanted {
		content, err := os.ReadFile(
			filepath.Join(string(folder), path(strconv.Itoa(tile.L), tile.N, tile.W)))
		if err != nil {
			return nil, err
		}
		if len(content) != tile.W*tlog.HashSize {
			return nil, fmt.Errorf("tile %v is of another length", tile)
		}
		found[at] = content
	}
	return found, nil
}

func (folder tiles) SaveTiles([]tlog.Tile, [][]byte) {}

// path is that of c2sp.org/tlog-tiles, which leaves out the height that Go's own paths begin with.
func path(kind string, number int64, width int) string {
	groups := fmt.Sprintf("%03d", number%1000)
	for number >= 1000 {
		number /= 1000
		groups = fmt.Sprintf("x%03d/%s", number%1000, groups)
	}
	if width != 256 {
		groups += fmt.Sprintf(".p/%d", width)
	}
	return "tile/" + kind + "/" + groups
}

func hashes(given [][]byte) ([]tlog.Hash, error) {
	made := make([]tlog.Hash, len(given))
	for at, one := range given {
		if len(one) != tlog.HashSize {
			return nil, fmt.Errorf("a hash of %d bytes", len(one))
		}
		copy(made[at][:], one)
	}
	return made, nil
}

// Reads documents, one a line in hexadecimal, and says of each whether the pinned BurntSushi/toml takes it and as what.
package main

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"math"
	"os"
	"sort"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 1<<20), 1<<26)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for lines.Scan() {
		document, err := hex.DecodeString(lines.Text())
		if err != nil {
			panic(err)
		}
		fmt.Fprintln(out, verdict(string(document)))
	}
}

func verdict(document string) (line string) {
	defer func() {
		if reason := recover(); reason != nil {
			line = "no panic: " + oneLine(fmt.Sprint(reason))
		}
	}()
	var tree map[string]interface{}
	if _, err := toml.Decode(document, &tree); err != nil {
		return "no " + oneLine(err.Error())
	}
	if tree == nil {
		return "ok {}"
	}
	return "ok " + canonical(tree)
}

func oneLine(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "\n", " "), "\r", " ")
}

func canonical(value interface{}) string {
	switch value := value.(type) {
	case map[string]interface{}:
		entries := make([]string, 0, len(value))
		for key, item := range value {
			entries = append(entries, hex.EncodeToString([]byte(key))+"="+canonical(item))
		}
		sort.Strings(entries)
		return "{" + strings.Join(entries, ",") + "}"
	case []map[string]interface{}:
		items := make([]string, len(value))
		for index, item := range value {
			items[index] = canonical(item)
		}
		return "[" + strings.Join(items, ",") + "]"
	case []interface{}:
		items := make([]string, len(value))
		for index, item := range value {
			items[index] = canonical(item)
		}
		return "[" + strings.Join(items, ",") + "]"
	case string:
		return "s" + hex.EncodeToString([]byte(strings.ReplaceAll(value, "\r\n", "\n")))
	case int64:
		return fmt.Sprintf("i%d", value)
	case float64:
		if math.IsNaN(value) {
			return "fnan"
		}
		return fmt.Sprintf("f%016x", math.Float64bits(value))
	case bool:
		return fmt.Sprint(value)
	case time.Time:
		return "d"
	}
	return fmt.Sprintf("?%T", value)
}

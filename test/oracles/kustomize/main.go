// Builds overlays as the real kustomize does, many in one process. Each line of the input is a JSON object with the files of a
// repository in memory and the folder to build; each line of the output has the manifests, or the error.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

type question struct {
	Files  map[string]string `json:"files"`
	Folder string            `json:"folder"`
}

type answer struct {
	Manifests string `json:"manifests"`
	Error     string `json:"error"`
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 1<<20), 1<<26)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for lines.Scan() {
		var asked question
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			panic(err)
		}
		line, err := json.Marshal(build(asked))
		if err != nil {
			panic(err)
		}
		fmt.Fprintln(out, string(line))
	}
}

func build(asked question) (made answer) {
	defer func() {
		if reason := recover(); reason != nil {
			made = answer{Error: fmt.Sprint("panic: ", reason)}
		}
	}()
	files := filesys.MakeFsInMemory()
	for path, text := range asked.Files {
		full := filepath.Join("/repository", path)
		if err := files.MkdirAll(filepath.Dir(full)); err != nil {
			return answer{Error: err.Error()}
		}
		if err := files.WriteFile(full, []byte(text)); err != nil {
			return answer{Error: err.Error()}
		}
	}
	built, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(files, filepath.Join("/repository", asked.Folder))
	if err != nil {
		return answer{Error: err.Error()}
	}
	text, err := built.AsYaml()
	if err != nil {
		return answer{Error: err.Error()}
	}
	return answer{Manifests: string(text)}
}

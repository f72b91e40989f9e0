module oracle

go 1.21

require github.com/BurntSushi/toml v0.3.1

module oracle

go 1.21

require github.com/BurntSushi/toml v1.5.0

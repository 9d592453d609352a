package bench

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
)

// Machine is what the load tool runs on, without which figures mean nothing.
type Machine struct {
	CPU    string `json:"cpu"` // empty where the system does not say
	Cores  int    `json:"cores"`
	Memory int64  `json:"memory_bytes"` // 0 where the system does not say
	Kernel string `json:"kernel"`       // empty where the system does not say
	System string `json:"system"`
	Go     string `json:"go"`
}

func thisMachine() Machine {
	m := Machine{Cores: runtime.NumCPU(), System: runtime.GOOS + "/" + runtime.GOARCH, Go: runtime.Version()}
	m.CPU = lineOf("/proc/cpuinfo", "model name")
	memory, _, _ := strings.Cut(lineOf("/proc/meminfo", "MemTotal"), " ")
	if kib, err := strconv.ParseInt(memory, 10, 64); err == nil {
		m.Memory = kib << 10
	}
	if raw, err := os.ReadFile("/proc/sys/kernel/osrelease"); err == nil {
		m.Kernel = strings.TrimSpace(string(raw))
	}
	return m
}

// String leaves out what the system does not say.
func (m Machine) String() string {
	parts := []string{fmt.Sprintf("%d cores", m.Cores)}
	if m.CPU != "" {
		parts = append([]string{m.CPU}, parts...)
	}
	if m.Memory > 0 {
		parts = append(parts, fmt.Sprintf("%.1f GiB", float64(m.Memory)/(1<<30)))
	}
	if m.Kernel != "" {
		parts = append(parts, "kernel "+m.Kernel)
	}
	return strings.Join(append(parts, m.System, m.Go), ", ")
}

// lineOf returns what a file of Linux says about a name: "name : value".
func lineOf(path, name string) string {
	raw, err := os.ReadFile(path) //nolint:gosec // One of Linux's own.
	if err != nil {
		return ""
	}
	for line := range bytes.Lines(raw) {
		key, value, _ := strings.Cut(string(line), ":")
		if strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

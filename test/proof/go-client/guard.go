package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"
)

// Runs a program that does not outlive this one, nor the one that started it: when standard input ends, so does the
// program, and the kernel ends it when the guard is killed.
func guard(program string, arguments []string) int {
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
	command := exec.Command(program, arguments...)
	command.Stdout, command.Stderr = os.Stdout, os.Stderr
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	started := make(chan error)
	ended := make(chan error)
	go func() {
		// Pdeathsig follows the thread that started the program.
		runtime.LockOSThread()
		err := command.Start()
		started <- err
		if err == nil {
			ended <- command.Wait()
		}
	}()
	if err := <-started; err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 127
	}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		_ = command.Process.Kill()
	}()
	for {
		select {
		case received := <-signals:
			_ = command.Process.Signal(received)
		case <-ended:
			if code := command.ProcessState.ExitCode(); code >= 0 {
				return code
			}
			return 128 + int(command.ProcessState.Sys().(syscall.WaitStatus).Signal())
		}
	}
}

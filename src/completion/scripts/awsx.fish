# Completion of awsx for fish. In ~/.config/fish/config.fish: awsx completion fish | source

# Candidates come from awsx itself and are never evaluated: fish escapes them, except for a tilde
# in front, so what starts with one is left out.
function __awsx_complete
    set -l words (commandline --tokenize --cut-at-cursor --current-process)
    set -l current (commandline --current-token --cut-at-cursor)
    set -l lines (command awsx __complete "=$current" $words[2..] 2>/dev/null </dev/null)
    set -l start (string match --regex --groups-only '^command ([0-9]+)$' -- $lines[1])
    if test -n "$start"
        # What to run completes itself, as without awsx before it.
        set -e words[1..$start]
        complete --do-complete (string join ' ' -- (string escape -- $words) $current)
    else
        string match --invert '~*' -- $lines[2..]
    end
end

complete --command awsx --no-files --arguments '(__awsx_complete)'

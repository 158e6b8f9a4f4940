#compdef awsx
# Completion of awsx for zsh: a file _awsx in a folder of $fpath, or in ~/.zshrc, after compinit:
# source <(awsx completion zsh)

# Candidates come from awsx itself and are never evaluated: compadd quotes them.
_awsx() {
  local -a lines candidates shown
  local -i start width=0
  local line word
  lines=("${(@f)$(command awsx __complete "=${(Q)PREFIX}" "${(@Q)words[2,CURRENT-1]}" 2>/dev/null </dev/null)}")

  if [[ $lines[1] == 'command '<-> ]]; then
    start=${lines[1]#command }
    words=("${(@)words[start+1,-1]}")
    ((CURRENT -= start))
    _normal
    return
  fi

  (($#lines > 1)) || return 1
  candidates=("${(@)lines[2,-1]%%$'\t'*}")
  if [[ $lines[2] != *$'\t'* ]]; then
    compadd -a candidates
    return
  fi

  for word in $candidates; do
    ((${#word} > width)) && width=${#word}
  done
  for line in $lines[2,-1]; do
    shown+=("${(r:width:)${line%%$'\t'*}}  -- ${line#*$'\t'}")
  done
  compadd -l -d shown -a candidates
}

# As a file of $fpath this is the body of _awsx itself.
if [[ $funcstack[1] == _awsx ]]; then
  _awsx "$@"
else
  compdef _awsx awsx
fi

# Completion of awsx for bash. In ~/.bashrc: source <(awsx completion bash)

# Candidates come from awsx itself and are never evaluated: each is quoted as the user began to.
_awsx() {
  local rest=${COMP_LINE:0:COMP_POINT} current gap index
  local -a words=() starts=()
  COMPREPLY=()

  # bash breaks words at : = and @ too. What no blank separates is one word again.
  for ((index = 0; index <= COMP_CWORD; index++)); do
    gap=${rest%%[![:blank:]]*}
    rest=${rest:${#gap}}
    current=${COMP_WORDS[index]}
    ((index == COMP_CWORD)) && current=$rest
    rest=${rest#"$current"}
    if [[ -n $gap || $index -eq 0 ]]; then
      words+=("$current")
      starts+=("$index")
    else
      words[${#words[@]} - 1]+=$current
    fi
  done
  current=${words[${#words[@]} - 1]}
  unset "words[${#words[@]} - 1]"

  local kind='' word
  while IFS=$'\t' read -r word _; do
    if [[ -z $kind ]]; then
      kind=$word
    else
      _awsx_offer "$word" "$current" "$2"
    fi
  done < <(command awsx __complete "=$current" "${words[@]:1}" 2>/dev/null </dev/null)

  if [[ $kind =~ ^command\ ([0-9]+)$ ]]; then
    _awsx_complete_command "${starts[BASH_REMATCH[1]]}" "$2"
  fi
}

# WORD, what was typed of it with its quotes, and the part of that which readline will replace.
_awsx_offer() {
  local quoted
  case $2 in
    \'*) [[ $1 == *\'* ]] && return; quoted="'$1" ;;
    \"*) [[ $1 == *[\"\\\$\`!]* ]] && return; quoted="\"$1" ;;
    *) printf -v quoted %q "$1" ;;
  esac
  [[ $quoted == "$2"* ]] || return
  COMPREPLY+=("${quoted:${#2} - ${#3}}")
}

# What to run stands at this index of COMP_WORDS: it completes itself, as without awsx before it.
_awsx_complete_command() {
  local name
  if declare -F _command_offset >/dev/null; then
    _command_offset "$1"
  elif (($1 == COMP_CWORD)); then
    while IFS= read -r name; do
      COMPREPLY+=("$name")
    done < <(compgen -c -- "$2")
  else
    compopt -o bashdefault -o default
  fi
}

complete -F _awsx awsx

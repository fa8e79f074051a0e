# Completion of ycf in bash, from what `ycf help` and `ycf fields` print.
# shellcheck shell=bash

_ycf_commands() {
	ycf help 2>/dev/null | sed -n '/^Options/q; s/^  \([a-z][a-z-]*\) .*/\1/p'
}

_ycf_options() {
	ycf help "$@" 2>/dev/null | sed -n 's/^  \(-., \)\{0,1\}\(--[a-z-]*\).*/\2/p'
}

# without a noun: the nouns
_ycf_fields() {
	ycf fields "$@" 2>/dev/null | sed -n 's/^  \([a-z_][a-z_]*\).*/\1/p'
}

# The words before the cursor that are neither options nor their values.
_ycf_words() {
	local i
	words=()
	for ((i = 1; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		-t | --tracker | --by) ((i++)) ;;
		-*) ;;
		*) words+=("${COMP_WORDS[i]}") ;;
		esac
	done
}

_ycf_offer() {
	mapfile -t COMPREPLY < <(compgen -W "$1" -- "${COMP_WORDS[COMP_CWORD]}")
}

_ycf_offer_fields() {
	compopt -o nospace
	mapfile -t COMPREPLY < <(compgen -S = -W "$(_ycf_fields "$1")" \
		-- "${COMP_WORDS[COMP_CWORD]}")
}

_ycf() {
	local words previous=${COMP_WORDS[COMP_CWORD - 1]}
	COMPREPLY=()
	_ycf_words
	case $previous:${COMP_WORDS[COMP_CWORD]} in
	--format:* | -f:*) _ycf_offer 'table csv json' && return ;;
	--role:*) _ycf_offer 'designated_lead deputy champion senior_sponsor' && return ;;
	--source:* | --start-from:*) _ycf_offer 'self practitioner panel' && return ;;
	--paper:*) _ycf_offer 'A3 A4 A5' && return ;;
	--as:*) _ycf_offer 'xlsx html csv' && return ;;
	*:-*) _ycf_offer "$(_ycf_options "${words[@]:0:1}")" && return ;;
	esac
	case ${words[0]-}:${#words[@]} in
	:0 | help:1) _ycf_offer "$(_ycf_commands)" ;;
	framework:1) _ycf_offer 'check load' ;;
	layout:1) _ycf_offer 'check preview values' ;;
	layout:2)
		if [[ ${words[1]} == values ]]; then
			_ycf_offer 'certificate poster sign plan summary badge footer'
		fi ;;
	add:1 | edit:1 | remove:1 | list:1 | fields:1 | export:1 | import:1 | show:1)
		_ycf_offer "$(_ycf_fields)" ;;
	due:*) _ycf_offer_fields due ;;
	certificate:* | poster:* | sign:* | plan:* | summary:* | badge:* | footer:*)
		[[ " ${COMP_WORDS[*]} " != *' --all '* ]] || _ycf_offer_fields standing ;;
	add:* | list:* | edit:[3-9]* | edit:[1-9][0-9]*) _ycf_offer_fields "${words[1]}" ;;
	esac
}

complete -o default -F _ycf ycf

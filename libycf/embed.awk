# Turns NAME.sql into a header that holds it as the C string NAME_sql.
# Use: awk -v name=NAME -f embed.awk NAME.sql
# Lines that are only a comment are left out, so no line inside a quoted SQL
# text may begin with "--".

BEGIN {
	print "/* Made from " name ".sql. */"
	# A query may be longer than the 4095 bytes that C asks compilers to take.
	print "#pragma GCC diagnostic push"
	print "#pragma GCC diagnostic ignored \"-Woverlength-strings\""
	print "static const char " name "_sql[] ="
}

/^[ \t]*--/ { next }

{
	sub(/\r$/, "")
	gsub(/\\/, "&&")
	gsub(/"/, "\\\\&")
	# Two question marks in a row may begin a trigraph.
	gsub(/\?/, "\\\\&")
	print "\t\"" $0 "\\n\""
}

END {
	print "\t\"\";"
	print "#pragma GCC diagnostic pop"
}

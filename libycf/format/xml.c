#include "format/xml.h"

#include <expat.h>
#include <stdbool.h>
#include <stdlib.h>

#if XML_MAJOR_VERSION > 2 || XML_MINOR_VERSION >= 9
#define BYTE_INDEX XML_GetCurrentByteIndex64
#else
#define BYTE_INDEX XML_GetCurrentByteIndex
#endif

enum { DEPTH_MOST = 64, TOKEN_MOST = 1024 * 1024 };

struct xml_parser {
	XML_Parser expat;
	const struct xml_handler *handler;
	void *context;
	const char *path, *part;
	struct message *message;
	ycf_status status;
	int depth;
	size_t fed;
};

static void stop(struct xml_parser *parser, ycf_status status)
{
	if (status == YCF_OK || parser->status != YCF_OK)
		return;
	parser->status = status;
	XML_StopParser(parser->expat, XML_FALSE);
}

static ycf_status refuse(struct xml_parser *parser, const char *why)
{
	return message_set(parser->message, YCF_INVALID,
	                   "%s cannot be read: its part %s %s; save it again as .xlsx", parser->path,
	                   parser->part, why);
}

static void on_start(void *context, const XML_Char *name, const XML_Char **attributes)
{
	struct xml_parser *parser = context;
	if (parser->status != YCF_OK)
		return;
	if (++parser->depth > DEPTH_MOST)
		stop(parser, refuse(parser, "is nested too deep"));
	else
		stop(parser, parser->handler->start(parser->context, name,
		                                    (const char *const *)attributes));
}

static void on_end(void *context, const XML_Char *name)
{
	struct xml_parser *parser = context;
	if (parser->status != YCF_OK)
		return;
	parser->depth--;
	stop(parser, parser->handler->end(parser->context, name));
}

static void on_text(void *context, const XML_Char *text, int length)
{
	struct xml_parser *parser = context;
	if (parser->status == YCF_OK)
		stop(parser, parser->handler->text(parser->context, text, (size_t)length));
}

static void on_doctype(void *context, const XML_Char *name, const XML_Char *system,
                       const XML_Char *public, int internal)
{
	struct xml_parser *parser = context;
	(void)name;
	(void)system;
	(void)public;
	(void)internal;
	stop(parser, refuse(parser, "declares a document type, which no workbook has"));
}

ycf_status xml_open(const struct xml_handler *handler, void *context, const char *path,
                    const char *part, struct message *message, struct xml_parser **parser)
{
	struct xml_parser *opened = calloc(1, sizeof *opened);
	*parser = NULL;
	if (opened == NULL)
		return message_memory(message);
	*opened = (struct xml_parser){
		.expat = XML_ParserCreateNS(NULL, '|'), .handler = handler, .context = context,
		.path = path, .part = part, .message = message,
	};
	if (opened->expat == NULL) {
		free(opened);
		return message_memory(message);
	}
	XML_SetUserData(opened->expat, opened);
	XML_SetElementHandler(opened->expat, on_start, on_end);
	XML_SetCharacterDataHandler(opened->expat, on_text);
	XML_SetStartDoctypeDeclHandler(opened->expat, on_doctype);
	*parser = opened;
	return YCF_OK;
}

static ycf_status parse(struct xml_parser *parser, const char *data, size_t length, bool last)
{
	if (parser->status != YCF_OK)
		return parser->status;
	parser->fed += length;
	if (XML_Parse(parser->expat, data, (int)length, last) == XML_STATUS_OK) {
		/* A token that does not end would be looked through again with every piece. */
		int64_t at = BYTE_INDEX(parser->expat);
		if (!last && at >= 0 && parser->fed - (size_t)at > TOKEN_MOST)
			parser->status = refuse(parser, "has a tag without end");
		return parser->status;
	}
	if (parser->status != YCF_OK)
		return parser->status;
	enum XML_Error error = XML_GetErrorCode(parser->expat);
	parser->status = error == XML_ERROR_NO_MEMORY ? message_memory(parser->message)
	                                              : refuse(parser, "is no sound XML");
	return parser->status;
}

ycf_status xml_feed(void *parser, const char *data, size_t length)
{
	return parse(parser, data, length, false);
}

ycf_status xml_end(struct xml_parser *parser)
{
	return parse(parser, "", 0, true);
}

void xml_close(struct xml_parser *parser)
{
	if (parser == NULL)
		return;
	XML_ParserFree(parser->expat);
	free(parser);
}

#include "document/html.h"

#include "document/mark.h"

static ycf_status add_pieces(const struct compose *compose, const struct scope *scope,
                             struct buffer *page)
{
	const struct layout_elements *draw = &compose->layout->draw;
	struct buffer unwanted = {0};
	ycf_status status = YCF_OK;

	for (size_t i = 0; status == YCF_OK && i < draw->count; i++) {
		const struct layout_element *element = &draw->items[i];
		bool wanted = false;
		status = placeholder_hold(scope, element->conditions, element->condition_count,
		                          &wanted);
		if (status == YCF_OK)
			status = placeholder_expand_html(scope, element->words.at,
			                                 element->words.text,
			                                 wanted ? page : &unwanted);
		if (wanted)
			buffer_char(page, '\n');
		buffer_clear(&unwanted);
	}
	buffer_free(&unwanted);
	return status;
}

/* Before all else, where nothing that the layout opens can swallow it. */
static void add_mark(const struct compose *compose, struct buffer *page)
{
	if (compose->specimen)
		buffer_format(page, "<p style=\"display:block!important;visibility:visible!important;"
		              "margin:0 0 4px;font:bold 13px Arial,Helvetica,sans-serif!important;"
		              "color:#8c1a1a!important;background:#ffffff!important\">%s</p>\n",
		              mark_text(compose->layout));
}

ycf_status html_write(const struct compose *compose, struct output *output)
{
	const struct layout *layout = compose->layout;
	struct scope scope = compose_scope(compose);
	struct buffer page = {0};

	buffer_format(&page, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
	              "<meta charset=\"utf-8\">\n<title>", layout->language);
	ycf_status status = placeholder_expand_html(&scope, layout->title_at, layout->title,
	                                            &page);
	buffer_text(&page, "</title>\n</head>\n<body>\n");
	add_mark(compose, &page);
	if (status == YCF_OK)
		status = add_pieces(compose, &scope, &page);
	buffer_text(&page, "</body>\n</html>\n");
	if (status == YCF_OK && page.failed)
		status = message_memory(compose->message);
	if (status == YCF_OK)
		output_write(output, page.data, page.length);
	buffer_free(&page);
	return status;
}

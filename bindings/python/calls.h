/* The calls of ycf.h, a row each, included by call.c for each use of them: the
   name in Python, what it takes and gives (by letters that are explained there),
   and the call. Those that write a record take its noun, its key or None for a
   new one, its revision or 0, and the fields to set; these come first.
   FREE_CALL rows need no tracker. What is not here is named in unbound.txt, or
   called in the other files. */

/* Trackers. */
CALL(get, "tt", "R", ycf_get(T, TEXT(0), TEXT(1), &RECORD))
CALL(select, "tlTi", "C", ycf_select(T, TEXT(0), LIST, TEXT(1), DAY(0), &CURSOR))
CALL(cursor_block, "Ci", "B", read_block(c))
CALL(set_actor, "t", "", ycf_set_actor(T, TEXT(0)))
CALL(set_templates, "t", "", ycf_set_templates(T, TEXT(0)))
CALL(set_specimen, "it", "", ycf_set_specimen(T, NUMBER(0), TEXT(0)))
CALL(is_specimen, "", "i", GIVE(NUMBER(0), ycf_is_specimen(T)))
CALL(today, "", "i", GIVE(NUMBER(0), ycf_today(T)))
CALL(create, "tTi", "", ycf_create(T, TEXT(0), TEXT(1), NUMBER(0) ? YCF_SHARED_FOLDER : 0u))
CALL(open, "tii", "", ycf_open(T, TEXT(0), (NUMBER(0) ? YCF_READ_ONLY : 0u) |
                                           (NUMBER(1) ? YCF_SHARED_FOLDER : 0u)))
CALL(backup, "t", "", ycf_backup(T, TEXT(0)))
CALL(check, "", "", ycf_check(T, &c->problems))
CALL(begin, "T", "", ycf_begin(T, TEXT(0)))
CALL(commit, "", "", ycf_commit(T))
CALL(rollback, "", "", (ycf_rollback(T), YCF_OK))

/* Records. */
CALL(add, "tTif", "R", ycf_save(RECORD))
CALL(edit, "tTif", "R", ycf_save(RECORD))
CALL(remove, "tTif", "", ycf_remove(RECORD))
CALL(upsert, "tTift", "U", ycf_upsert(RECORD, TEXT(2), &c->outcome))
CALL(appoint, "tTif", "R", ycf_appoint(RECORD))
CALL(log, "tTif", "R", ycf_log(RECORD))
CALL(assess, "tTifl", "R", ycf_assess(RECORD, LIST))
CALL(assess_file, "tTift", "R", ycf_assess_file(RECORD, TEXT(2)))
CALL(agree_plan, "tTif", "R", ycf_agree_plan(RECORD))
CALL(review_plan, "tTifl", "R", ycf_review_plan(RECORD, LIST))
CALL(award, "tTif", "R", ycf_award(RECORD))
CALL(label, "tTif", "w", GIVE(TEXT(0), ycf_record_label(RECORD, "id")))

/* Verbs on a setting. */
CALL(join, "ti", "", ycf_join(T, TEXT(0), DAY(0)))
CALL(depart, "tiTi", "", ycf_depart(T, TEXT(0), DAY(0), TEXT(1), NUMBER(1)))
CALL(confirm, "ti", "", ycf_confirm(T, TEXT(0), DAY(0)))
CALL(vacate, "tiT", "", ycf_vacate(T, TEXT(0), DAY(0), TEXT(1)))
CALL(complete, "tii", "", ycf_complete(T, TEXT(0), NUMBER(0), DAY(1)))
CALL(ready, "tTi", "Q", ycf_ready(T, TEXT(0), TEXT(1), DAY(0), &c->flag, &CURSOR))
CALL(withdraw, "tTiT", "", ycf_withdraw(T, TEXT(0), TEXT(1), DAY(0), TEXT(2)))

/* Files. */
CALL(framework_check, "t", "", ycf_framework_check(T, TEXT(0)))
CALL(framework_load, "t", "", ycf_framework_load(T, TEXT(0)))
CALL(import_new, "", "M", ycf_import_new(T, &IMPORT))
CALL(import_set_map, "MT", "", ycf_import_set_map(IMPORT, TEXT(0)))
CALL(import_where, "Mt", "", ycf_import_where(IMPORT, TEXT(0)))
CALL(import_set_dry_run, "Mi", "", (ycf_import_set_dry_run(IMPORT, NUMBER(0)), YCF_OK))
CALL(import_set_rejects, "Mt", "", ycf_import_set_rejects(IMPORT, TEXT(0)))
CALL(import_run, "Mtt", "", ycf_import_run(IMPORT, TEXT(0), TEXT(1)))
CALL(import_count, "Mi", "i", GIVE(NUMBER(0), ycf_import_count(IMPORT, (ycf_count)NUMBER(0))))
CALL(import_problem, "Mi", "w", GIVE(TEXT(0), ycf_import_problem(IMPORT, INDEX(0))))
CALL(import_warning, "Mi", "w", GIVE(TEXT(0), ycf_import_warning(IMPORT, INDEX(0))))
CALL(cursor_write, "CiliTi", "",
     ycf_cursor_write(CURSOR, (ycf_format)NUMBER(0), LIST, INDEX(1), TEXT(0), (int)NUMBER(2)))
CALL(cursor_count, "C", "i", GIVE(NUMBER(0), ycf_cursor_count(CURSOR)))
CALL(export, "tTi", "", ycf_export(T, TEXT(0), TEXT(1), (int)NUMBER(0)))
CALL(export_all, "t", "", ycf_export_all(T, TEXT(0)))
CALL(import_all, "t", "", ycf_import_all(T, TEXT(0)))

/* Self-reports. */
CALL(form_write, "tTift", "", ycf_form_write(RECORD, TEXT(2)))
CALL(request, "tTift", "R", ycf_request(RECORD, TEXT(2)))
CALL(request_each, "tTiflTtT", "i",
     ycf_request_each(RECORD, LIST, TEXT(2), TEXT(3), TEXT(4), &NUMBER(0)))
CALL(reports_new, "", "P", ycf_reports_new(T, &REPORTS))
CALL(reports_set_dry_run, "Pi", "", (ycf_reports_set_dry_run(REPORTS, NUMBER(0)), YCF_OK))
CALL(reports_read, "Pl", "", ycf_reports_read(REPORTS, LIST))
CALL(reports_count, "Pi", "i",
     GIVE(NUMBER(0), ycf_reports_count(REPORTS, (ycf_count)NUMBER(0))))
CALL(reports_problem, "Pi", "w", GIVE(TEXT(0), ycf_reports_problem(REPORTS, INDEX(0))))
CALL(reports_warning, "Pi", "w", GIVE(TEXT(0), ycf_reports_warning(REPORTS, INDEX(0))))

/* Documents. */
CALL(document_new, "t", "D", ycf_document_new(T, TEXT(0), &DOCUMENT))
CALL(document_ending, "D", "w", GIVE(TEXT(0), ycf_document_ending(DOCUMENT)))
CALL(document_set_layout, "DT", "", ycf_document_set_layout(DOCUMENT, TEXT(0)))
CALL(document_set_paper, "DT", "", ycf_document_set_paper(DOCUMENT, TEXT(0)))
CALL(document_set_framework, "DT", "", ycf_document_set_framework(DOCUMENT, TEXT(0)))
CALL(document_set_as_of, "Di", "", ycf_document_set_as_of(DOCUMENT, DAY(0)))
CALL(document_set_reprint_as_now, "Di", "",
     (ycf_document_set_reprint_as_now(DOCUMENT, NUMBER(0)), YCF_OK))
CALL(document_write, "DtTi", "",
     ycf_document_write(DOCUMENT, TEXT(0), TEXT(1), (int)NUMBER(0)))
CALL(document_write_each, "DlTt", "",
     ycf_document_write_each(DOCUMENT, LIST, TEXT(0), TEXT(1)))
CALL(document_write_combined, "DlTTTi", "",
     ycf_document_write_combined(DOCUMENT, LIST, TEXT(0), TEXT(1), TEXT(2), (int)NUMBER(0)))
CALL(document_count, "Di", "i",
     GIVE(NUMBER(0), ycf_document_count(DOCUMENT, (ycf_outcome)NUMBER(0))))
CALL(document_problem, "Di", "w", GIVE(TEXT(0), ycf_document_problem(DOCUMENT, INDEX(0))))
CALL(layout_check, "t", "w", ycf_layout_check(T, TEXT(0), &TEXT(0)))
CALL(layout_preview, "tTi", "", ycf_layout_preview(T, TEXT(0), TEXT(1), (int)NUMBER(0)))

/* What needs no tracker. */
FREE_CALL(version, "", "w", GIVE(TEXT(0), ycf_version()))
FREE_CALL(status_at, "i", "i", GIVE(NUMBER(0), ycf_status_at(INDEX(0))))
FREE_CALL(status_count, "", "i", GIVE(NUMBER(0), (int64_t)ycf_status_count()))
FREE_CALL(status_name, "i", "w", GIVE(TEXT(0), ycf_status_name((ycf_status)NUMBER(0))))
FREE_CALL(status_text, "i", "w", GIVE(TEXT(0), ycf_status_text((ycf_status)NUMBER(0))))
FREE_CALL(date_read, "t", "i",
     (NUMBER(0) = ycf_date_read(TEXT(0), &TEXT(1))) != 0 ? YCF_OK : YCF_INVALID)
FREE_CALL(date_write_people, "i", "w",
     (ycf_date_write_people(DAY(0), c->room), GIVE(TEXT(0), c->room)))
FREE_CALL(date_add_months, "ii", "i", GIVE(NUMBER(0), ycf_date_add_months(DAY(0), (int)NUMBER(1))))
FREE_CALL(noun_name, "i", "w", GIVE(TEXT(0), ycf_noun_name(INDEX(0))))
FREE_CALL(noun_is_derived, "t", "i", GIVE(NUMBER(0), ycf_noun_is_derived(TEXT(0))))
FREE_CALL(noun_help, "t", "w", GIVE(TEXT(0), ycf_noun_help(TEXT(0))))
FREE_CALL(field_name, "ti", "w", GIVE(TEXT(0), ycf_field_name(TEXT(0), INDEX(0))))
FREE_CALL(field_kind, "ti", "i", GIVE(NUMBER(0), ycf_field_kind(TEXT(0), INDEX(0))))
FREE_CALL(field_flags, "ti", "i", GIVE(NUMBER(0), ycf_field_flags(TEXT(0), INDEX(0))))
FREE_CALL(field_help, "ti", "w", GIVE(TEXT(0), ycf_field_help(TEXT(0), INDEX(0))))
FREE_CALL(field_limit, "ti", "i", GIVE(NUMBER(0), (int64_t)ycf_field_limit(TEXT(0), INDEX(0))))
FREE_CALL(field_target, "ti", "w", GIVE(TEXT(0), ycf_field_target(TEXT(0), INDEX(0))))
FREE_CALL(field_choice, "tii", "w", GIVE(TEXT(0), ycf_field_choice(TEXT(0), INDEX(0), INDEX(1))))
FREE_CALL(document_kind_name, "i", "w", GIVE(TEXT(0), ycf_document_kind_name(INDEX(0))))
FREE_CALL(layout_value_name, "ti", "w", GIVE(TEXT(0), ycf_layout_value_name(TEXT(0), INDEX(0))))
FREE_CALL(layout_value_kind, "ti", "w", GIVE(TEXT(0), ycf_layout_value_kind(TEXT(0), INDEX(0))))
FREE_CALL(layout_value_help, "ti", "w", GIVE(TEXT(0), ycf_layout_value_help(TEXT(0), INDEX(0))))
FREE_CALL(layout_value_list, "ti", "w", GIVE(TEXT(0), ycf_layout_value_list(TEXT(0), INDEX(0))))

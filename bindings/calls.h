/* The calls of ycf.h, a row each, included for each use of them: its name, what it takes and gives,
   and the call. What a binding does not need as a row is called by its own C, or stands in its
   unbound.txt.

   Takes: t C D M P a tracker, cursor, document, import, reports: what it is called on. x text, k a
   key, n a number, b a truth, d y a day, l a list of texts, o a path or an open file. N the noun of
   a new record; G that of a stored one, whose key follows, and r its revision; F the fields to set
   on either. What has a capital X or K, or b, d, l or r, may be left out.
   Gives: R the record. B records of a cursor, of all fields or those that the call's text names;
   none: it is at its end. t C D M P what was made.
   w text or nothing. n b y a number, a truth, a day. */

/* Records and questions. */
CALL(get, "txk:R", ycf_get(T, TEXT(0), TEXT(1), &RECORD))
CALL(select, "txlXdl:C",
     ycf_select(T, TEXT(0), LIST(0), TEXT(1), DAY(0), LIST(1), &MADE.cursor))
CALL(cursor_block, "CnX:B", read_on(ycf_cursor_block(PART, INDEX(0), &call->block, &call->count)))
CALL(cursor_count, "C:n", GIVE(NUMBER(0), ycf_cursor_count(PART)))
CALL(cursor_write, "Cnno:", ycf_cursor_write(PART, (ycf_format)NUMBER(0), INDEX(1), OUTPUT))
CALL(add, "tNF:R", ycf_save(RECORD))
CALL(edit, "tGFkr:R", ycf_save(RECORD))
CALL(upsert, "tNFx:Rn", upsert(RECORD, TEXT(1), &NUMBER(0)))
CALL(remove, "tGkr:", ycf_remove(RECORD))
CALL(label, "tGkx:w", GIVE(WORD, ycf_record_label(RECORD, TEXT(2))))

/* A tracker. */
CALL(new, ":t", (MADE.tracker = ycf_new()) != NULL ? YCF_OK : YCF_MEMORY)
CALL(set_actor, "tX:", ycf_set_actor(T, TEXT(0)))
CALL(set_source, "tX:", ycf_set_source(T, TEXT(0)))
CALL(set_templates, "tX:", ycf_set_templates(T, TEXT(0)))
CALL(set_specimen, "tnx:", ycf_set_specimen(T, NUMBER(0), TEXT(0)))
CALL(is_specimen, "t:b", GIVE(FLAG, ycf_is_specimen(T)))
CALL(today, "t:y", GIVE(NUMBER(0), ycf_today(T)))
CALL(create, "txXb:", ycf_create(T, TEXT(0), TEXT(1), NUMBER(0) ? YCF_SHARED_FOLDER : 0u))
CALL(open, "txbb:", ycf_open(T, TEXT(0), (NUMBER(0) ? YCF_READ_ONLY : 0u) |
                                         (NUMBER(1) ? YCF_SHARED_FOLDER : 0u)))
CALL(backup, "tx:", ycf_backup(T, TEXT(0)))
CALL(check, "t:", ycf_check(T, &call->problems))
CALL(begin, "tX:", ycf_begin(T, TEXT(0)))
CALL(commit, "t:", ycf_commit(T))
CALL(rollback, "t:", (ycf_rollback(T), YCF_OK))
CALL(close, "t:", (call->tracker->closing = true, YCF_OK))

/* Verbs. */
CALL(join, "tkd:", ycf_join(T, TEXT(0), DAY(0)))
CALL(depart, "tkdXb:", ycf_depart(T, TEXT(0), DAY(0), TEXT(1), NUMBER(1)))
CALL(appoint, "tNF:R", ycf_appoint(RECORD))
CALL(confirm, "tkd:", ycf_confirm(T, TEXT(0), DAY(0)))
CALL(vacate, "tkdX:", ycf_vacate(T, TEXT(0), DAY(0), TEXT(1)))
CALL(log, "tNF:R", ycf_log(RECORD))
CALL(assess, "tNFl:R", ycf_assess(RECORD, LIST(0)))
CALL(assess_file, "tNFx:R", ycf_assess_file(RECORD, TEXT(1)))
CALL(agree_plan, "tNF:R", ycf_agree_plan(RECORD))
CALL(complete, "tknd:", ycf_complete(T, TEXT(0), NUMBER(0), DAY(1)))
CALL(review_plan, "tNFl:R", ycf_review_plan(RECORD, LIST(0)))
CALL(ready, "tkKd:bC", ycf_ready(T, TEXT(0), TEXT(1), DAY(0), &FLAG, &MADE.cursor))
CALL(award, "tNF:R", ycf_award(RECORD))
CALL(withdraw, "tkKdX:", ycf_withdraw(T, TEXT(0), TEXT(1), DAY(0), TEXT(2)))

/* Files in and out. */
CALL(framework_check, "tx:", ycf_framework_check(T, TEXT(0)))
CALL(framework_load, "tx:", ycf_framework_load(T, TEXT(0)))
CALL(import_new, "t:M", ycf_import_new(T, &MADE.import))
CALL(import_set_map, "MX:", ycf_import_set_map(PART, TEXT(0)))
CALL(import_where, "Mx:", ycf_import_where(PART, TEXT(0)))
CALL(import_set_dry_run, "Mb:", (ycf_import_set_dry_run(PART, NUMBER(0)), YCF_OK))
CALL(import_set_rejects, "MX:", ycf_import_set_rejects(PART, TEXT(0)))
CALL(import_run, "Mxx:", ycf_import_run(PART, TEXT(0), TEXT(1)))
CALL(import_count, "Mn:n", GIVE(NUMBER(0), ycf_import_count(PART, (ycf_count)NUMBER(0))))
CALL(import_problem, "Mn:w", GIVE(WORD, ycf_import_problem(PART, INDEX(0))))
CALL(import_warning, "Mn:w", GIVE(WORD, ycf_import_warning(PART, INDEX(0))))
CALL(export, "txo:", ycf_export(T, TEXT(0), OUTPUT))
CALL(export_all, "tx:", ycf_export_all(T, TEXT(0)))
CALL(import_all, "tx:", ycf_import_all(T, TEXT(0)))

/* Self-reports. */
CALL(form_write, "tNFx:", ycf_form_write(RECORD, TEXT(1)))
CALL(request, "tNFx:R", ycf_request(RECORD, TEXT(1)))
CALL(request_each, "tNFlXxX:n",
     ycf_request_each(RECORD, LIST(0), TEXT(1), TEXT(2), TEXT(3), &NUMBER(0)))
CALL(reports_new, "t:P", ycf_reports_new(T, &MADE.reports))
CALL(reports_set_dry_run, "Pb:", (ycf_reports_set_dry_run(PART, NUMBER(0)), YCF_OK))
CALL(reports_read, "Pl:", ycf_reports_read(PART, LIST(0)))
CALL(reports_count, "Pn:n", GIVE(NUMBER(0), ycf_reports_count(PART, (ycf_count)NUMBER(0))))
CALL(reports_problem, "Pn:w", GIVE(WORD, ycf_reports_problem(PART, INDEX(0))))
CALL(reports_warning, "Pn:w", GIVE(WORD, ycf_reports_warning(PART, INDEX(0))))

/* Documents. */
CALL(document_new, "tx:D", ycf_document_new(T, TEXT(0), &MADE.document))
CALL(document_ending, "D:w", GIVE(WORD, ycf_document_ending(PART)))
CALL(document_set_layout, "DX:", ycf_document_set_layout(PART, TEXT(0)))
CALL(document_set_paper, "DX:", ycf_document_set_paper(PART, TEXT(0)))
CALL(document_set_framework, "DK:", ycf_document_set_framework(PART, TEXT(0)))
CALL(document_set_as_of, "Dd:", ycf_document_set_as_of(PART, DAY(0)))
CALL(document_set_reprint_as_now, "Db:", (ycf_document_set_reprint_as_now(PART, NUMBER(0)), YCF_OK))
CALL(document_write, "Dko:", ycf_document_write(PART, TEXT(0), OUTPUT))
CALL(document_write_each, "DlXx:", ycf_document_write_each(PART, LIST(0), TEXT(0), TEXT(1)))
CALL(document_write_combined, "DlXXo:",
     ycf_document_write_combined(PART, LIST(0), TEXT(0), TEXT(1), OUTPUT))
CALL(document_count, "Dn:n", GIVE(NUMBER(0), ycf_document_count(PART, (ycf_outcome)NUMBER(0))))
CALL(document_problem, "Dn:w", GIVE(WORD, ycf_document_problem(PART, INDEX(0))))
CALL(layout_check, "tx:w", ycf_layout_check(T, TEXT(0), &WORD))
CALL(layout_preview, "txo:", ycf_layout_preview(T, TEXT(0), OUTPUT))

/* What needs no tracker. */
CALL(version, ":w", GIVE(WORD, ycf_version()))
CALL(status_at, "n:n", GIVE(NUMBER(0), ycf_status_at(INDEX(0))))
CALL(status_count, ":n", GIVE(NUMBER(0), (int64_t)ycf_status_count()))
CALL(status_name, "n:w", GIVE(WORD, ycf_status_name((ycf_status)NUMBER(0))))
CALL(status_text, "n:w", GIVE(WORD, ycf_status_text((ycf_status)NUMBER(0))))
CALL(date_read, "y:y", YCF_OK)
CALL(date_write_people, "y:w", (ycf_date_write_people(DAY(0), call->room), GIVE(WORD, call->room)))
CALL(date_add_months, "yn:y", moved(call, ycf_date_add_months(DAY(0), whole(NUMBER(1))), "months"))
CALL(date_add_days, "yn:y", moved(call, ycf_date_add_days(DAY(0), whole(NUMBER(1))), "days"))
CALL(date_today, ":y", GIVE(NUMBER(0), ycf_date_today()))
CALL(noun_name, "n:w", GIVE(WORD, ycf_noun_name(INDEX(0))))
CALL(noun_is_derived, "x:b", GIVE(FLAG, ycf_noun_is_derived(TEXT(0))))
CALL(noun_help, "x:w", GIVE(WORD, ycf_noun_help(TEXT(0))))
CALL(field_name, "xn:w", GIVE(WORD, ycf_field_name(TEXT(0), INDEX(0))))
CALL(field_kind, "xn:n", GIVE(NUMBER(0), ycf_field_kind(TEXT(0), INDEX(0))))
CALL(field_flags, "xn:n", GIVE(NUMBER(0), ycf_field_flags(TEXT(0), INDEX(0))))
CALL(field_help, "xn:w", GIVE(WORD, ycf_field_help(TEXT(0), INDEX(0))))
CALL(field_limit, "xn:n", GIVE(NUMBER(0), (int64_t)ycf_field_limit(TEXT(0), INDEX(0))))
CALL(field_target, "xn:w", GIVE(WORD, ycf_field_target(TEXT(0), INDEX(0))))
CALL(field_choice, "xnn:w", GIVE(WORD, ycf_field_choice(TEXT(0), INDEX(0), INDEX(1))))
CALL(document_kind_name, "n:w", GIVE(WORD, ycf_document_kind_name(INDEX(0))))
CALL(layout_value_name, "xn:w", GIVE(WORD, ycf_layout_value_name(TEXT(0), INDEX(0))))
CALL(layout_value_kind, "xn:w", GIVE(WORD, ycf_layout_value_kind(TEXT(0), INDEX(0))))
CALL(layout_value_help, "xn:w", GIVE(WORD, ycf_layout_value_help(TEXT(0), INDEX(0))))
CALL(layout_value_list, "xn:w", GIVE(WORD, ycf_layout_value_list(TEXT(0), INDEX(0))))

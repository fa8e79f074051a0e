/* Every call of ycf.h that ycf.core has as a row, included by call.c for each use of
   it: its name in Lua, what it takes and gives, and the call. What the letters mean is
   said in call.c, where they are read. */

/* A tracker. */
CALL(set_actor, "tX:", ycf_set_actor(T, TEXT(0)))
CALL(set_source, "tX:", ycf_set_source(T, TEXT(0)))
CALL(set_templates, "tX:", ycf_set_templates(T, TEXT(0)))
CALL(set_specimen, "tnx:", ycf_set_specimen(T, NUMBER(0), TEXT(0)))
CALL(is_specimen, "t:b", GIVE(FLAG(0), ycf_is_specimen(T)))
CALL(today, "t:y", GIVE(DAY, ycf_today(T)))
CALL(create, "txXb:", ycf_create(T, TEXT(0), TEXT(1), FLAG(0) ? YCF_SHARED_FOLDER : 0))
CALL(open, "txbb:", ycf_open(T, TEXT(0), (FLAG(0) ? (unsigned)YCF_READ_ONLY : 0u) |
                                         (FLAG(1) ? (unsigned)YCF_SHARED_FOLDER : 0u)))
CALL(backup, "tx:", ycf_backup(T, TEXT(0)))
CALL(check, "t:", ycf_check(T, &NUMBER(0)))
CALL(begin, "tX:", ycf_begin(T, TEXT(0)))
CALL(commit, "t:", ycf_commit(T))
CALL(rollback, "t:", (ycf_rollback(T), YCF_OK))

/* Records and questions. */
CALL(get, "txk:R", ycf_get(T, TEXT(0), TEXT(1), &RECORD))
CALL(add, "tNF:R", ycf_save(RECORD))
CALL(edit, "tGkrF:R", ycf_save(RECORD))
CALL(upsert, "tNFx:Ru", ycf_upsert(RECORD, TEXT(1), &COUNT))
CALL(remove, "tGkr:", ycf_remove(RECORD))
CALL(label, "tGkx:w", GIVE(WORD, ycf_record_label(RECORD, TEXT(2))))
CALL(select, "txlXd:C", ycf_select(T, TEXT(0), LIST, TEXT(1), DAY, &MADE->cursor))
CALL(cursor_write, "cnlno:", ycf_cursor_write(PART->cursor, (ycf_format)NUMBER(0), LIST,
                                              (size_t)NUMBER(1), PATH, DESCRIPTOR))

/* Verbs. */
CALL(join, "tkd:", ycf_join(T, TEXT(0), DAY))
CALL(depart, "tkdXb:", ycf_depart(T, TEXT(0), DAY, TEXT(1), FLAG(0)))
CALL(appoint, "tNF:R", ycf_appoint(RECORD))
CALL(confirm, "tkd:", ycf_confirm(T, TEXT(0), DAY))
CALL(vacate, "tkdX:", ycf_vacate(T, TEXT(0), DAY, TEXT(1)))
CALL(log, "tNF:R", ycf_log(RECORD))
CALL(assess, "tNFl:R", ycf_assess(RECORD, LIST))
CALL(assess_file, "tNFx:R", ycf_assess_file(RECORD, TEXT(1)))
CALL(agree_plan, "tNF:R", ycf_agree_plan(RECORD))
CALL(complete, "tknd:", ycf_complete(T, TEXT(0), NUMBER(0), DAY))
CALL(review_plan, "tNFl:R", ycf_review_plan(RECORD, LIST))
CALL(ready, "tkKd:bC", ycf_ready(T, TEXT(0), TEXT(1), DAY, &FLAG(0), &MADE->cursor))
CALL(award, "tNF:R", ycf_award(RECORD))
CALL(withdraw, "tkKdX:", ycf_withdraw(T, TEXT(0), TEXT(1), DAY, TEXT(2)))
CALL(framework_check, "tx:", ycf_framework_check(T, TEXT(0)))
CALL(framework_load, "tx:", ycf_framework_load(T, TEXT(0)))

/* Files in and out. */
CALL(import_new, "t:M", ycf_import_new(T, &MADE->import))
CALL(import_set_map, "mX:", ycf_import_set_map(PART->import, TEXT(0)))
CALL(import_where, "mx:", ycf_import_where(PART->import, TEXT(0)))
CALL(import_set_dry_run, "mb:", (ycf_import_set_dry_run(PART->import, FLAG(0)), YCF_OK))
CALL(import_set_rejects, "mX:", ycf_import_set_rejects(PART->import, TEXT(0)))
CALL(import_run, "mxx:", ycf_import_run(PART->import, TEXT(0), TEXT(1)))
CALL(import_count, "mn:n", GIVE(NUMBER(0), ycf_import_count(PART->import, (ycf_count)NUMBER(0))))
CALL(import_problem, "mn:w", GIVE(WORD, ycf_import_problem(PART->import, INDEX(0))))
CALL(import_warning, "mn:w", GIVE(WORD, ycf_import_warning(PART->import, INDEX(0))))
CALL(export, "txo:", ycf_export(T, TEXT(0), PATH, DESCRIPTOR))
CALL(export_all, "tx:", ycf_export_all(T, TEXT(0)))
CALL(import_all, "tx:", ycf_import_all(T, TEXT(0)))

/* Documents. */
CALL(document_new, "tx:D", ycf_document_new(T, TEXT(0), &MADE->document))
CALL(document_ending, "D:w", GIVE(WORD, ycf_document_ending(PART->document)))
CALL(document_set_layout, "DX:", ycf_document_set_layout(PART->document, TEXT(0)))
CALL(document_set_paper, "DX:", ycf_document_set_paper(PART->document, TEXT(0)))
CALL(document_set_framework, "DK:", ycf_document_set_framework(PART->document, TEXT(0)))
CALL(document_set_as_of, "Dd:", ycf_document_set_as_of(PART->document, DAY))
CALL(document_set_reprint_as_now, "Db:",
     (ycf_document_set_reprint_as_now(PART->document, FLAG(0)), YCF_OK))
CALL(document_write, "Dko:", ycf_document_write(PART->document, TEXT(0), PATH, DESCRIPTOR))
CALL(document_write_each, "DlXx:",
     ycf_document_write_each(PART->document, LIST, TEXT(0), TEXT(1)))
CALL(document_write_combined, "DlXXo:",
     ycf_document_write_combined(PART->document, LIST, TEXT(0), TEXT(1), PATH, DESCRIPTOR))
CALL(document_count, "Dn:n",
     GIVE(NUMBER(0), ycf_document_count(PART->document, (ycf_outcome)NUMBER(0))))
CALL(document_problem, "Dn:w", GIVE(WORD, ycf_document_problem(PART->document, INDEX(0))))
CALL(layout_check, "tx:w", ycf_layout_check(T, TEXT(0), &WORD))
CALL(layout_preview, "txo:", ycf_layout_preview(T, TEXT(0), PATH, DESCRIPTOR))

/* What needs no tracker. */
CALL(version, ":w", GIVE(WORD, ycf_version()))
CALL(status_name, "n:w", GIVE(WORD, ycf_status_name(ycf_status_at(INDEX(0)))))
CALL(status_text, "n:w", GIVE(WORD, ycf_status_text(ycf_status_at(INDEX(0)))))
CALL(status_count, ":n", GIVE(NUMBER(0), (int64_t)ycf_status_count()))
CALL(date_read, "y:y", YCF_OK)
CALL(date_write_people, "y:w", (ycf_date_write_people(DAY, c->room), GIVE(WORD, c->room)))
CALL(date_add_months, "yn:y", GIVE(DAY, ycf_date_add_months(DAY, (int)NUMBER(0))))
CALL(date_add_days, "yn:y", GIVE(DAY, ycf_date_add_days(DAY, (int)NUMBER(0))))
CALL(date_today, ":y", GIVE(DAY, ycf_date_today()))
CALL(noun_name, "n:w", GIVE(WORD, ycf_noun_name(INDEX(0))))
CALL(noun_is_derived, "x:b", GIVE(FLAG(0), ycf_noun_is_derived(TEXT(0))))
CALL(noun_help, "x:w", GIVE(WORD, ycf_noun_help(TEXT(0))))
CALL(field_name, "xn:w", GIVE(WORD, ycf_field_name(TEXT(0), INDEX(0))))
CALL(field_kind, "xn:n", GIVE(NUMBER(0), (int64_t)ycf_field_kind(TEXT(0), INDEX(0))))
CALL(field_flags, "xn:n", GIVE(NUMBER(0), (int64_t)ycf_field_flags(TEXT(0), INDEX(0))))
CALL(field_help, "xn:w", GIVE(WORD, ycf_field_help(TEXT(0), INDEX(0))))
CALL(field_limit, "xn:n", GIVE(NUMBER(0), (int64_t)ycf_field_limit(TEXT(0), INDEX(0))))
CALL(field_target, "xn:w", GIVE(WORD, ycf_field_target(TEXT(0), INDEX(0))))
CALL(field_choice, "xnn:w", GIVE(WORD, ycf_field_choice(TEXT(0), INDEX(0), INDEX(1))))
CALL(document_kind_name, "n:w", GIVE(WORD, ycf_document_kind_name(INDEX(0))))
CALL(layout_value_name, "xn:w", GIVE(WORD, ycf_layout_value_name(TEXT(0), INDEX(0))))
CALL(layout_value_kind, "xn:w", GIVE(WORD, ycf_layout_value_kind(TEXT(0), INDEX(0))))
CALL(layout_value_help, "xn:w", GIVE(WORD, ycf_layout_value_help(TEXT(0), INDEX(0))))
CALL(layout_value_list, "xn:w", GIVE(WORD, ycf_layout_value_list(TEXT(0), INDEX(0))))

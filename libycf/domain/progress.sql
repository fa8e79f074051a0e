-- The level that a standard has reached by each source: none where that source
-- rated nothing of it, or nothing that is required.
, reached(setting, mark, source, standard, title, rag) AS MATERIALIZED (
	SELECT v.setting, v.mark, v.source, v.standard, l.title, l.rag
	FROM verdict v JOIN standard t ON t.id = v.standard
	JOIN grade g ON g.framework = t.framework AND g.place = max(v.grade, 1)
	JOIN level l ON l.id = g.level
	WHERE v.ratings > 0 AND (v.grade > 0 OR NOT g.counts_as_met)
),
pieces(setting, standard, count) AS MATERIALIZED (
	SELECT setting, standard, count(*) FROM proof GROUP BY setting, standard
)
SELECT s.setting, x.reference, x.name, s.framework, t.id AS standard, t.code, t.title,
	a.title AS self_level, a.rag AS self_rag,
	b.title AS practitioner_level, b.rag AS practitioner_rag,
	v.met, coalesce(p.count, 0) AS evidence, c.name AS practitioner
FROM subject s JOIN setting x ON x.id = s.setting
JOIN verdict v ON v.setting = s.setting AND v.mark = s.mark AND v.main
JOIN standard t ON t.id = v.standard
LEFT JOIN reached a ON a.setting = v.setting AND a.mark = v.mark AND a.standard = v.standard
	AND a.source = 'self'
LEFT JOIN reached b ON b.setting = v.setting AND b.mark = v.mark AND b.standard = v.standard
	AND b.source = 'practitioner'
LEFT JOIN pieces p ON p.setting = v.setting AND p.standard = v.standard
LEFT JOIN practitioner c ON c.id = x.practitioner

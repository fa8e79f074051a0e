-- Every rating by the setting itself and by its practitioner: `place` counts a criterion's from
-- the latest, and `latest` is the last assessment that touched the standard.
, stated AS MATERIALIZED (
	SELECT a.setting, a.source, i.standard, g.criterion, i.code, v.place AS grade,
		g.commentary, a.id AS assessment, a.date, a.created,
		row_number() OVER (PARTITION BY a.setting, a.source, g.criterion
			ORDER BY a.date DESC, a.created DESC, a.id DESC) AS place,
		first_value(a.id) OVER (PARTITION BY a.setting, a.source, i.standard
			ORDER BY a.date DESC, a.created DESC, a.id DESC) AS latest
	FROM candidate c CROSS JOIN assessment a ON a.setting = c.setting
	JOIN rating g ON g.assessment = a.id JOIN criterion i ON i.id = g.criterion
	JOIN grade v ON v.level = g.level
	WHERE a.date <= :as_of AND a.source IN (SELECT source FROM watched)
),
-- What counted until that last assessment.
earlier AS MATERIALIZED (
	SELECT * FROM (
		SELECT setting, source, criterion, grade,
			row_number() OVER (PARTITION BY setting, source, criterion
				ORDER BY date DESC, created DESC, assessment DESC) AS place
		FROM stated WHERE assessment <> latest)
	WHERE place = 1
),
view(setting, mark, source, standard, is_now, grade, ratings) AS MATERIALIZED (
	SELECT v.setting, v.mark, v.source, v.standard, 1, v.grade, v.ratings FROM verdict v
	WHERE v.source IN (SELECT source FROM watched)
	UNION ALL
	SELECT s.setting, s.mark, w.source, t.id, 0,
		min(CASE WHEN i.required THEN coalesce(e.grade, 0) END), count(e.criterion)
	FROM subject s JOIN watched w JOIN standard t ON t.framework = s.framework
	JOIN criterion i ON i.standard = t.id
	LEFT JOIN earlier e ON e.setting = s.setting AND e.source = w.source
		AND e.criterion = i.id
	GROUP BY s.setting, s.mark, w.source, t.id
),
-- The level that is: none where nothing of the standard, or nothing that is required, was rated.
held(setting, mark, source, standard, is_now, grade, title, rag) AS MATERIALIZED (
	SELECT v.setting, v.mark, v.source, v.standard, v.is_now, g.place, l.title, l.rag
	FROM view v JOIN standard t ON t.id = v.standard
	JOIN grade g ON g.framework = t.framework AND g.place = max(v.grade, 1)
	JOIN level l ON l.id = g.level
	WHERE v.ratings > 0 AND (v.grade > 0 OR NOT g.counts_as_met)
),
last_said(setting, source, standard, date) AS MATERIALIZED (
	SELECT setting, source, standard, max(date) FROM stated GROUP BY setting, source, standard
),
-- One commentary for the whole standard stands alone, others behind the codes they are of.
words(setting, source, standard, commentary) AS MATERIALIZED (
	SELECT setting, source, standard, group_concat(CASE WHEN times = total THEN commentary
		ELSE codes || ': ' || commentary END, char(10))
	FROM (
		SELECT setting, source, standard, commentary, group_concat(code, ', ') AS codes,
			count(*) AS times,
			sum(count(*)) OVER (PARTITION BY setting, source, standard) AS total
		FROM (SELECT * FROM stated WHERE place = 1
			ORDER BY setting, source, standard, criterion)
		GROUP BY setting, source, standard, commentary
		ORDER BY setting, source, standard, min(criterion))
	WHERE commentary IS NOT NULL
	GROUP BY setting, source, standard
)
SELECT s.setting, x.reference, x.name, s.framework, t.id AS standard, t.code, t.title,
	a.title AS self_level, a.rag AS self_rag, d.date AS self_date,
	f.commentary AS self_commentary, p.title AS self_before,
	b.title AS practitioner_level, b.rag AS practitioner_rag, e.date AS practitioner_date,
	g.commentary AS practitioner_commentary, q.title AS practitioner_before,
	coalesce(a.grade <> b.grade, 0) AS differs,
	CASE sign(coalesce(a.grade - p.grade, CASE WHEN a.grade IS NULL THEN b.grade - q.grade END))
		WHEN 1 THEN 'up' WHEN -1 THEN 'down' WHEN 0 THEN 'same' END AS moved,
	c.name AS practitioner
FROM subject s JOIN setting x ON x.id = s.setting
JOIN standard t ON t.framework = s.framework
LEFT JOIN held a ON a.setting = s.setting AND a.mark = s.mark AND a.standard = t.id
	AND a.source = 'self' AND a.is_now
LEFT JOIN held p ON p.setting = s.setting AND p.mark = s.mark AND p.standard = t.id
	AND p.source = 'self' AND NOT p.is_now
LEFT JOIN held b ON b.setting = s.setting AND b.mark = s.mark AND b.standard = t.id
	AND b.source = 'practitioner' AND b.is_now
LEFT JOIN held q ON q.setting = s.setting AND q.mark = s.mark AND q.standard = t.id
	AND q.source = 'practitioner' AND NOT q.is_now
LEFT JOIN last_said d ON d.setting = s.setting AND d.standard = t.id AND d.source = 'self'
LEFT JOIN last_said e ON e.setting = s.setting AND e.standard = t.id
	AND e.source = 'practitioner'
LEFT JOIN words f ON f.setting = s.setting AND f.standard = t.id AND f.source = 'self'
LEFT JOIN words g ON g.setting = s.setting AND g.standard = t.id AND g.source = 'practitioner'
LEFT JOIN practitioner c ON c.id = x.practitioner

-- What each source last said of each criterion, whichever edition of the mark it said it
-- under: criteria and levels are the same where their codes are.
, said AS MATERIALIZED (
	SELECT * FROM (
		SELECT a.setting, f.code AS mark, a.source, i.code AS criterion, y.code AS level,
			g.commentary, a.date, a.assessor, a.id AS assessment,
			row_number() OVER (PARTITION BY a.setting, f.code, a.source, i.code
				ORDER BY a.date DESC, a.created DESC, a.id DESC) AS place
		FROM candidate c CROSS JOIN assessment a ON a.setting = c.setting
		JOIN framework f ON f.id = a.framework JOIN rating g ON g.assessment = a.id
		JOIN criterion i ON i.id = g.criterion JOIN level y ON y.id = g.level
		WHERE a.date <= :as_of)
	WHERE place = 1
)
SELECT s.setting, x.reference, x.name, s.framework, t.id AS standard, i.id AS criterion,
	i.code, i.text, r.source, y.id AS level, y.title, y.rag, r.commentary, r.date,
	r.assessor, r.assessment, c.name AS practitioner
FROM subject s JOIN setting x ON x.id = s.setting
JOIN said r ON r.setting = s.setting AND r.mark = s.mark
JOIN standard t ON t.framework = s.framework
JOIN criterion i ON i.standard = t.id AND i.code = r.criterion
JOIN level y ON y.framework = s.framework AND y.code = r.level
LEFT JOIN practitioner c ON c.id = x.practitioner

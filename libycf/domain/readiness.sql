SELECT j.setting, s.framework, j.condition, m.title, j.met, j.found,
	CASE WHEN NOT j.met THEN replace(m.next_step, '%s', coalesce(x.reference, token('s', x.id)))
		END AS next_step
FROM judged j JOIN subject s ON s.setting = j.setting AND s.mark = j.mark
JOIN setting x ON x.id = j.setting
LEFT JOIN meaning m ON m.condition = j.condition
WHERE j.purpose = 'award'
ORDER BY j.rule

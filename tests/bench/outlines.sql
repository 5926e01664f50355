-- Of every twentieth project a line of 24 points, or an area of 24 corners. One row per project and submission.
insert into project_outline by name
select
    s.submission_id,
    getvariable('city') as city,
    p.unit_id,
    p.entity,
    s.period,
    '线面图形' as sheet,
    (5 + p.project_no)::integer as row,
    p.entity as project_code,
    'WGS84' as crs,
    '' as outline_given,
    case
        when p.project_no % 40 = 0
            then json_object(
                'type', 'LineString',
                'coordinates', [[v.lon + 0.001 * k, v.lat + 0.002 * sin(k)] for k in range(24)]
            )
        else json_object(
            'type', 'Polygon',
            'coordinates', [[[v.lon + 0.004 * cos(k * pi() / 12), v.lat + 0.004 * sin(k * pi() / 12)] for k in range(25)]]
        )
    end as outline,
    v.lon,
    v.lat
from bench_project p
join bench_submission s on s.unit_id = p.unit_id
join project_version v on v.submission_id = s.submission_id and v.entity = p.entity
where s.edition = 0 and p.project_no % 20 = 0

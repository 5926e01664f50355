-- Working days of a city's calendar.

-- One row per day of the years that the city's calendar of working days knows.
create or replace macro workdays_of(f) as table
select w.day, w.is_workday, w.workday_no
from workday w
join city c on c.holidays = w.holidays
where c.city = f['city'];

-- Yes where the city's calendar knows every working day between two days; a null day makes it null.
create or replace macro workday_known(f, first_day, last_day) as
    first_day >= (select min(w.day) from workdays_of(f) w)
    and last_day <= (select max(w.day) from workdays_of(f) w);

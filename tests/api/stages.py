#!/usr/bin/env python3
"""Where settings stand, day by day over two years, reckoned here a second time.

Random, but seeded, histories of settings under frameworks of varied rules go to
stage_dump, which records them through the library's verbs and prints what the
library says of each day.  The same is reckoned here from the written rules
alone; every day must agree.

    stages.py [SEED [TRACKERS]]     show one seed, or try more
"""
import calendar
import concurrent.futures
import datetime
import os
import random
import subprocess
import sys
import tempfile

FIRST = datetime.date(2024, 1, 1)
LAST = datetime.date(2025, 12, 31)
BEFORE = datetime.date(2022, 9, 1)
SETTINGS = 14
TRACKERS = 5
ONE = datetime.timedelta(days=1)
SOURCES = ('self', 'practitioner', 'panel')
MET = {'no': False, 'some': False, 'yes': True, 'na': True}


def add_months(day, months):
    """Months later on that day of the month, clamped to the month's end."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def digits(day):
    return day.strftime('%Y%m%d') if day else '-'


# ---- a framework ----

class Framework:
    def __init__(self, draw):
        self.review_months = draw.choice([1, 2, 3, 6, 6, 12])
        self.term_months = draw.choice([None, None, 6, 12, 18])
        self.grace_days = draw.choice([0, 0, 10, 30])
        self.lapse_days = draw.choice([None, 0, 20, 60])
        self.standards = {}
        for code in 'ABC'[:draw.randint(2, 3)]:
            self.standards[code] = {
                f'{code}.{n}': draw.random() < 0.7 for n in range(1, draw.randint(2, 4))}
        self.by = draw.choice(SOURCES)
        rules = [('lead_in_post', {}), ('plan_agreed', {}), ('review_not_overdue', {}),
                 ('lead_confirmed', {'within_months': draw.choice([1, 3, 12])}),
                 ('assessed', {'by': draw.choice(SOURCES), 'within_months': draw.choice([2, 6, 12])}),
                 ('evidence_recorded', {}), ('evidence_current', {}),
                 ('answers', {'times': draw.randint(1, 3)})]
        met = ('standards_met', {'by': self.by})
        self.award_needs = [met] + draw.sample(rules, draw.randint(0, 4))
        self.at_risk = draw.sample(rules + [met], draw.randint(1, 6))

    def source(self):
        lines = ['framework: tried', 'edition: "1"', 'title: Tried', 'prefix: TRY',
                 f'review_months: {self.review_months}',
                 f'term_months: {self.term_months or ""}',
                 f'grace_days: {self.grace_days}',
                 f'lapse_days: {"" if self.lapse_days is None else self.lapse_days}', 'levels:']
        for code, met in MET.items():
            lines += [f'  - code: "{code}"', f'    title: Level {code}',
                      f'    rag: {"green" if met else "red"}',
                      f'    counts_as_met: {str(met).lower()}']
        lines.append('standards:')
        for code, criteria in self.standards.items():
            lines += [f'  - code: "{code}"', f'    title: Standard {code}', '    criteria:']
            for criterion, required in criteria.items():
                lines += [f'      - code: "{criterion}"', f'        text: Text {criterion}',
                          f'        required: {str(required).lower()}']
        lines.append('rules:')
        for key, rules in (('award_needs', self.award_needs), ('at_risk_when_not', self.at_risk)):
            lines.append(f'  {key}:')
            for name, parameters in rules:
                lines.append(f'    - {name}' + (':' if parameters else ''))
                lines += [f'        {k}: {v}' for k, v in parameters.items()]
        return '\n'.join(lines) + '\n'


# ---- what is recorded of a setting ----

class Setting:
    def __init__(self, framework):
        self.framework = framework
        self.joined = self.departed = self.closed = None
        self.leads = []         # [since, until, confirmed, name]
        self.plans = []         # [agreed, ended]
        self.reviews = []
        self.assessments = []   # (day, source, {criterion: level})
        self.evidence = []      # (standard, dated, expires)
        self.contacts = []      # (day, answered)
        self.awards = []        # [date, ended, reason, expires]

    # -- verbs --

    def join(self, day):
        self.joined, self.departed = day, None

    def depart(self, day, closed=False):
        self.departed = day
        if closed:
            self.closed = day
        self.end_award(day, 'departed')

    def appoint(self, day, name):
        for lead in sorted(self.leads, reverse=True):
            if lead[1] is None or lead[1] >= day:
                lead[1] = day - ONE
                break
        self.leads.append([day, None, day, name])

    def lead(self, day):
        posts = [x for x in self.leads if x[0] <= day and (x[1] is None or x[1] >= day)]
        return max(posts, key=lambda lead: lead[0]) if posts else None

    def confirm(self, day, name=None):
        lead = self.lead(day)
        if lead and (name is None or name == lead[3]) and lead[2] < day:
            lead[2] = day

    def agree(self, day, name):
        for plan in self.plans:
            if plan[1] is None:
                plan[1] = day
        self.plans.append([day, None])
        self.confirm(day, name)

    def end_award(self, day, reason):
        for award in self.awards:
            if award[1] is None:
                award[1:3] = [day, reason]

    def give(self, day):
        self.end_award(day, 'superseded')
        term = self.framework.term_months
        self.awards.append([day, None, None, add_months(day, term) if term else None])

    # -- what holds on a day --

    def award(self, day):
        given = [x for x in self.awards if x[0] <= day]
        return given[-1] if given else None

    def held(self, day):
        award = self.award(day)
        return award if award and (award[1] is None or award[1] > day) else None

    def plan(self, day):
        return any(a <= day and (e is None or e > day) for a, e in self.plans)

    def events(self, day):
        return sorted({x for x in [p[0] for p in self.plans] + self.reviews if x <= day})

    def review_due(self, day):
        events = self.events(day)
        held = self.held(day)
        if not events and not held:
            return None
        return add_months(events[-1] if events else held[0], self.framework.review_months)

    def missed_review(self, day, award):
        """Whether, since the award, a review was overdue for too long, by that day."""
        framework = self.framework
        if framework.lapse_days is None:
            return False
        events = self.events(day)
        for number, event in enumerate(events):
            due = add_months(event, framework.review_months)
            lapse = due + datetime.timedelta(days=framework.lapse_days + 1)
            following = events[number + 1] if number + 1 < len(events) else None
            if award[0] < lapse <= day and (following is None or following >= lapse):
                return True
        return False

    def standards_met(self, day):
        latest = {}
        for when, source, ratings in sorted(self.assessments, key=lambda a: a[0]):
            if when <= day and source == self.framework.by:
                latest.update(ratings)
        return sum(all(MET[latest.get(c, 'no')] for c, required in criteria.items() if required)
                   for criteria in self.framework.standards.values())

    def rule(self, name, parameters, day, grace):
        lead = self.lead(day)
        if name == 'lead_in_post':
            return lead is not None
        if name == 'lead_confirmed':
            if not lead:
                return False
            confirmed = lead[2] if lead[2] <= day else lead[0]
            return add_months(confirmed, parameters['within_months']) >= day
        if name == 'plan_agreed':
            return self.plan(day)
        if name == 'review_not_overdue':
            due = self.review_due(day)
            return due is None or due + datetime.timedelta(days=grace) >= day
        if name == 'standards_met':
            return self.standards_met(day) == len(self.framework.standards)
        if name == 'assessed':
            days = [d for d, s, _ in self.assessments if d <= day and s == parameters['by']]
            return bool(days) and add_months(max(days), parameters['within_months']) >= day
        proof = [e for e in self.evidence if e[1] is None or e[1] <= day]
        if name == 'evidence_recorded':
            return {e[0] for e in proof} >= set(self.framework.standards)
        if name == 'evidence_current':
            return all(e[2] is None or e[2] >= day for e in proof)
        if name == 'answers':
            unanswered = 0
            for when, answered in sorted(self.contacts, key=lambda c: c[0]):
                if when <= day:
                    unanswered = 0 if answered else unanswered + 1
            return unanswered < parameters['times']
        raise ValueError(name)

    def ready(self, day):
        return all(self.rule(n, p, day, 0) for n, p in self.framework.award_needs)

    def stage(self, day):
        framework, award, held = self.framework, self.award(day), self.held(day)
        if (self.departed and self.departed <= day) or (self.closed and self.closed < day):
            return 'departed'
        if award and award[2] == 'withdrawn' and award[1] <= day:
            return 'withdrawn'
        if held:
            grace = datetime.timedelta(days=framework.grace_days)
            if held[3] and day > held[3] + grace or self.missed_review(day, held):
                return 'lapsed'
            if held[3] and day > held[3]:
                return 'at_risk'
            if not all(self.rule(n, p, day, framework.grace_days) for n, p in framework.at_risk):
                return 'at_risk'
            return 'accredited'
        if self.events(day) or any(a[0] <= day for a in self.assessments):
            return 'working_towards'
        return 'registered'

    def line(self, reference, day):
        """None where it had not joined."""
        if self.joined is None or self.joined > day:
            return None
        stage, lead = self.stage(day), self.lead(day)
        holds = stage in ('accredited', 'at_risk')
        due = None
        if stage not in ('withdrawn', 'departed') and (self.plan(day) or holds):
            due = self.review_due(day)
        return ' '.join([digits(day), reference, stage, str(holds).lower(),
                         due.isoformat() if due else '-', lead[3] if lead else '-',
                         str(self.standards_met(day))])


# ---- a history ----

def rate(draw, framework):
    ratings = {}
    for criteria in framework.standards.values():
        for criterion in criteria:
            if draw.random() < 0.8:
                ratings[criterion] = draw.choices(list(MET), [1, 1, 12, 1])[0]
    return ratings or {'A.1': 'yes'}


class History:
    """A setting's life, told to the program and to our own reckoning at once."""

    def __init__(self, draw, reference, framework):
        self.draw, self.reference = draw, reference
        self.setting = Setting(framework)
        self.lines = [f'setting {reference}']
        self.expected = []      # what is printed of its awards
        self.busy = draw.choice([12, 25, 60])
        day = BEFORE + datetime.timedelta(days=draw.randint(0, 500))
        self.tell('join', day)
        self.setting.join(day)
        while day <= LAST:
            self.happen(day)
            day += datetime.timedelta(days=int(draw.expovariate(1 / self.busy)))

    def tell(self, verb, *words):
        words = [digits(w) if isinstance(w, datetime.date) or w is None else w for w in words]
        self.lines.append(' '.join([verb, self.reference, *words]))

    def whom(self, day):
        lead = self.setting.lead(day)
        return lead[3] if lead and self.draw.random() < 0.5 else 'office'

    def happen(self, day):
        setting = self.setting
        if setting.departed:
            if self.draw.random() < 0.1 and not setting.closed:
                self.tell('join', day)
                setting.join(day)
            return
        weights = {'appoint': 4, 'confirm': 5, 'vacate': 1, 'plan': 3, 'review': 8, 'assess': 7,
                   'evidence': 3, 'contact': 5, 'record': 2, 'award': 7, 'withdraw': 0.4,
                   'depart': 0.3, 'close': 0.1, 'shut': 0.1}
        verb = self.draw.choices(list(weights), list(weights.values()))[0]
        getattr(self, verb)(day)

    def appoint(self, day):
        lead = self.setting.lead(day)
        if any(x[0] >= day for x in self.setting.leads) or (lead and self.draw.random() < 0.5):
            return
        name = f'Lead{len(self.setting.leads)}'
        self.tell('appoint', day, name)
        self.setting.appoint(day, name)

    def confirm(self, day):
        if self.setting.lead(day):
            self.tell('confirm', day)
            self.setting.confirm(day)

    def vacate(self, day):
        if self.setting.lead(day):
            self.tell('vacate', day)
            self.setting.lead(day)[1] = day

    def plan(self, day):
        if any(p[0] >= day for p in self.setting.plans):
            return
        name = self.whom(day)
        self.tell('plan', day, name)
        self.setting.agree(day, name)

    def review(self, day):
        if self.setting.plan(day):
            name = self.whom(day)
            self.tell('review', day, name)
            self.setting.reviews.append(day)
            self.setting.confirm(day, name)

    def assess(self, day):
        source = self.draw.choice(SOURCES + (self.setting.framework.by,) * 4)
        ratings = rate(self.draw, self.setting.framework)
        self.tell('assess', day, source, *[f'{c}={l}' for c, l in ratings.items()])
        self.setting.assessments.append((day, source, ratings))

    def evidence(self, day):
        for standard in self.setting.framework.standards:
            if self.draw.random() < 0.6:
                dated = self.draw.choice([None, day])
                expires = self.draw.choice(
                    [None, None, day + datetime.timedelta(days=self.draw.randint(100, 600))])
                self.tell('evidence', standard, dated, expires)
                self.setting.evidence.append((standard, dated, expires))

    def contact(self, day):
        kind = self.draw.choice(['call', 'visit', 'no_answer'])
        name = self.whom(day)
        self.tell('contact', day, kind, name)
        self.setting.contacts.append((day, kind != 'no_answer'))
        if kind != 'no_answer':
            self.setting.confirm(day, name)

    def may_award(self, day):
        return not any(a[0] >= day for a in self.setting.awards)

    def record(self, day):
        if self.may_award(day) and self.draw.random() < 0.5:
            self.tell('record', day)
            self.setting.give(day)

    def award(self, day):
        if not self.may_award(day) or (self.setting.closed and self.setting.closed < day):
            return
        self.tell('award', day)
        ready = self.setting.ready(day)
        self.expected.append(f'award {self.reference} {digits(day)} {"ok" if ready else "refused"}')
        if ready:
            self.setting.give(day)

    def withdraw(self, day):
        if any(a[1] is None for a in self.setting.awards):
            self.tell('withdraw', day)
            self.setting.end_award(day, 'withdrawn')

    def depart(self, day):
        self.tell('depart', day)
        self.setting.depart(day)

    def close(self, day):
        if not self.setting.closed:
            self.tell('close', day)
            self.setting.depart(day, closed=True)

    def shut(self, day):
        if not self.setting.closed:
            self.tell('shut', day)
            self.setting.closed = day


# ---- the comparison ----

class Trial:
    def __init__(self, seed, folder):
        draw = random.Random(seed)
        self.seed = seed
        self.framework = Framework(draw)
        self.path = os.path.join(folder, f'{seed}.yaml')
        with open(self.path, 'w', encoding='utf-8') as file:
            file.write(self.framework.source())
        self.histories = [History(draw, f's{n:02}', self.framework) for n in range(SETTINGS)]
        self.script = [f'tracker {folder}/{seed}.ycf {self.path}']
        for history in self.histories:
            self.script += history.lines
        self.script.append(f'dump {digits(FIRST)} {digits(LAST)}')

    def reckon(self):
        lines = [line for history in self.histories for line in history.expected]
        day = FIRST
        while day <= LAST:
            for number, history in enumerate(self.histories):
                line = history.setting.line(f's{number:02}', day)
                if line:
                    lines.append(line)
            day += ONE
        return lines

    def explain(self, ours, theirs):
        reference = ours.split()[1]
        print(f'seed {self.seed}: reckoned  {ours}\n{" " * len(str(self.seed))}       library   '
              f'{theirs}')
        print(self.framework.source())
        print('\n'.join(line for line in self.script
                        if line.split()[1:2] == [reference]))


def run(trial):
    program = os.path.join(os.environ.get('YCF_BUILDDIR', '.'), 'tests/api/stage_dump')
    program = os.environ.get('STAGE_DUMP', program)
    done = subprocess.run([program], input='\n'.join(trial.script) + '\n', capture_output=True,
                          text=True, check=False)
    if done.returncode != 0:
        sys.exit(f'seed {trial.seed}: stage_dump failed: {done.stderr}')
    return done.stdout.removesuffix('end\n').splitlines()


def compare(trial, theirs, stages):
    ours = trial.reckon()
    for mine, other in zip(ours, theirs):
        if mine != other:
            trial.explain(mine, other)
            return False
        stages[mine.split()[2]] = stages.get(mine.split()[2], 0) + 1
    if len(ours) != len(theirs):
        print(f'seed {trial.seed}: {len(ours)} lines reckoned, {len(theirs)} given')
        return False
    return True


def main():
    first = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    count = int(sys.argv[2]) if len(sys.argv) > 2 else (1 if len(sys.argv) > 1 else TRACKERS)
    stages = {}
    with tempfile.TemporaryDirectory(prefix='ycf-stages-') as folder:
        trials = [Trial(seed, folder) for seed in range(first, first + count)]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            blocks = list(pool.map(run, trials))
        failed = sum(not compare(t, b, stages) for t, b in zip(trials, blocks))
    days = {stage: n for stage, n in sorted(stages.items()) if not stage.isdigit()}
    print(f'{count * SETTINGS} settings, {count - failed} of {count} trackers agree;'
          f' days by stage: {days}')
    if not failed and count >= TRACKERS:
        missing = {'registered', 'working_towards', 'accredited', 'at_risk', 'lapsed', 'withdrawn',
                   'departed'} - set(days)
        if missing:
            sys.exit(f'no day was {", ".join(sorted(missing))}: this tries too little')
    sys.exit(failed != 0)


if __name__ == '__main__':
    main()

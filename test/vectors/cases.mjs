// The documents and expressions that test/vectors/xpath.mjs works out.

export const documents = {
  one: '<data><name>Aigul</name><age>34</age><empty/><born>1991-05-16</born><when>2026-11-23T15:30:00.000+00:00</when><many>food rest lawyer</many><num>3.5</num><neg>-2</neg><zero>0</zero><yes>true</yes><no>false</no><word>kitap</word><blank>   </blank><group><inner>5</inner><note>  two   words </note><deep><leaf>x</leaf></deep></group></data>',
  house: '<data><n>3</n><person><name>A</name><age>31</age><sex>f</sex><job><pay>100</pay></job><job><pay>50</pay></job></person><person><name>B</name><age>7</age><sex>m</sex></person><person><name>C</name><age/><sex>f</sex><job><pay>70</pay></job></person><total/></data>',
}

const at = (document, context, text) => text.trim().split('\n').map((e) => [document, context, e.trim()])

export const expressions = [
  // numbers, strings and how they turn into each other
  ...at('one', '', `
    1
    1.5
    .5
    5.
    -1
    - -1
    --1
    007
    0.1 + 0.2
    1000000
    123456789012
    1000000000000000000000
    0.000001
    0.0000001
    1 div 0
    -1 div 0
    0 div 0
    -0
    0 * -1
    'text'
    "text"
    "it's"
    'say "no"'
    ''
    string(1)
    string(1.0)
    string(-0)
    string(1 div 0)
    string(0 div 0)
    string(true())
    string(false())
    string(/data/name)
    string(/data/none)
    number('12')
    number(' 12 ')
    number('-12')
    number('1.50')
    number('.5')
    number('5.')
    number('')
    number('x')
    number('1 2')
    number('+1')
    number('1e3')
    number('0x10')
    number('Infinity')
    number('--1')
    number(true())
    number(false())
    number(/data/age)
    number(/data/empty)
    number(/data/none)
    number(/data/name)
    boolean(0)
    boolean(1)
    boolean(-1)
    boolean(0 div 0)
    boolean('')
    boolean('0')
    boolean('false')
    boolean(' ')
    boolean(/data/name)
    boolean(/data/empty)
    boolean(/data/none)
    boolean(today())`),
  // operators
  ...at('one', '', `
    1 + 2
    1 - 2
    2 * 3
    7 div 2
    7 mod 3
    -7 mod 3
    7 mod -3
    -7 mod -3
    5.5 mod 2
    5 mod 0
    0 mod 5
    1 + 2 * 3
    (1 + 2) * 3
    10 - 3 - 2
    100 div 10 div 2
    2 + 3 = 5
    1 = 1
    1 = 2
    1 != 2
    1 < 2
    2 <= 2
    3 > 2
    2 >= 3
    1 < 2 < 3
    3 > 2 > 1
    1 = 1 = 1
    'a' = 'a'
    'a' = 'b'
    'a' != 'b'
    'a' < 'b'
    '1' < '2'
    '10' < '9'
    1 = '1'
    1 = '1.0'
    '1' = '1.0'
    1 = 'x'
    1 != 'x'
    0 div 0 = 0 div 0
    0 div 0 != 0 div 0
    true() = 1
    true() = 'x'
    true() = ''
    false() = ''
    true() = false()
    true() > false()
    true() + true()
    1 and 1
    1 and 0
    0 or 1
    0 or 0
    '' or 'x'
    'x' and ''
    1 or 0 and 0
    (1 or 0) and 0
    1 = 1 and 2 = 2
    1 = 2 or 2 = 2
    not(1 = 2) and 1
    1 + '2'
    '3' * '4'
    1 + ''
    1 + 'x'
    1-1
    5 -3
    2*3
    6div 2
    6 div2
    1=1
    1!=2
    1<=2
    -(1)
    -'3'
    -(/data/age)
    1 +- 1
    1 - - 1
    3 * -2`),
  // paths
  ...at('one', '/data/group/inner', `
    .
    ..
    ../note
    ./.
    ../../age
    ../../none
    ../deep/leaf
    ../../group/inner
    /data/age
    /data/group/deep/leaf
    /data/*
    //leaf
    //inner
    /data//note
    count(/data/*)
    count(//*)
    count(..)
    count(../*)
    count(../../*)
    count(.)
    name(.)
    name(..)
    local-name(/data/group)
    name(/data/none)
    self::inner
    self::other
    parent::group
    parent::data
    child::x
    ../child::note
    ancestor::data/age
    count(ancestor::*)
    count(ancestor-or-self::*)
    count(../descendant::*)
    count(../descendant-or-self::*)
    following-sibling::note
    preceding-sibling::note
    count(../../empty/preceding-sibling::*)
    count(../../empty/following-sibling::*)
    name(../../born/preceding-sibling::*[1])
    name(../../born/following-sibling::*[1])
    count(/data/name | /data/age)
    count(/data/name | /data/name)
    string(/data/age | /data/name)
    sum(/data/age | /data/num)
    . + 1
    . = 5
    . > ../../zero
    . = ../../none
    . != ../../none
    number(.)
    string()
    number()
    string-length()
    normalize-space(../note)
    ../note = '  two   words '
    current() = 5
    /data/num + /data/neg`),
  // repeats
  ...at('house', '/data/person[1]/name', `
    count(/data/person)
    count(/data/person/job)
    count(/data/person/age)
    count(../job)
    sum(/data/person/age)
    sum(/data/person[1]/job/pay)
    sum(/data/person/job/pay)
    sum(../job/pay)
    max(/data/person/age)
    min(/data/person/job/pay)
    max(/data/person/job/pay)
    max(1, 5, 3)
    min(1, 5, 3)
    max('1', '10')
    max()
    min()
    max(/data/none)
    max(1, 'x')
    max(/data/n, 2)
    count-non-empty(/data/person/age)
    count-non-empty(/data/person/name)
    count-non-empty(/data/none)
    join(', ', /data/person/name)
    join('', /data/person/name)
    join('-', 'a', 'b', 'c')
    join('-', /data/none)
    concat(/data/person/name)
    concat('a', 1, true())
    concat()
    concat(/data/person/name, '!')
    position(..)
    position(/data/person[2])
    position(/data/person[3])
    position(/data/n)
    /data/person[2]/name
    /data/person[position() = 2]/name
    /data/person[position() < 3][2]/name
    /data/person[last()]/name
    /data/person[position() = last()]/name
    /data/person[name = 'B']/age
    /data/person[age > 10]/name
    /data/person[sex = 'f'][2]/name
    /data/person[sex = 'f' and age > 10]/name
    /data/person[job]/name
    count(/data/person[job])
    count(/data/person[not(job)])
    count(/data/person[age = ''])
    count(/data/person[age != ''])
    count(/data/person[sex = 'f'])
    count(/data/person[sex = 'x'])
    sum(/data/person[sex = 'f']/job/pay)
    count(/data/person/job[pay > 60])
    /data/person[1.5]/name
    /data/person[0]/name
    /data/person['x']/name
    /data/person[true()]/name
    /data/person[false()]/name
    (/data/person)[2]/name
    (/data/person/job)[2]/pay
    (/data/person/job/pay)[last()]
    /data/person/job[1]/pay
    count(/data/person/job[1])
    //job[1]/pay
    count(//job[1])
    //person[2]//name
    /data/person/name = 'B'
    /data/person/name = 'Z'
    /data/person/name != 'A'
    /data/person/age > 30
    /data/person/age < 5
    /data/person/age = 7
    /data/person/age = '7'
    /data/person/age = /data/n
    /data/person/name = /data/person/sex
    /data/person/age > /data/person/job/pay
    /data/person/age < /data/person/job/pay
    /data/n = true()
    /data/none = false()
    /data/none = true()
    /data/none = ''
    /data/none != ''
    ../age - /data/person[2]/age
    ../../n * 2
    number(../../n) = count(../../person)
    name(/data/person[1]/following-sibling::person[1]/name)
    count(/data/person[1]/following-sibling::person)
    count(/data/person[3]/preceding-sibling::person)
    /data/person[3]/preceding-sibling::person[1]/name
    checklist(1, 2, /data/person/age)
    checklist(-1, -1, /data/person/age)
    checklist(3, -1, /data/person/age)
    weighted-checklist(5, 10, 1, 3, 1, 4)
    weighted-checklist(5, 10, 1, 3, 0, 4)
    weighted-checklist(-1, 6, 'x', 3, '', 4)`),
  // strings
  ...at('one', '', `
    starts-with('abc', 'ab')
    starts-with('abc', 'b')
    starts-with('abc', '')
    ends-with('abc', 'bc')
    ends-with('abc', 'b')
    ends-with('abc', '')
    contains('abc', 'b')
    contains('abc', 'x')
    contains('abc', '')
    contains('', '')
    substring-before('1999/04/01', '/')
    substring-before('abc', 'x')
    substring-before('abc', '')
    substring-after('1999/04/01', '/')
    substring-after('abc', 'x')
    substring-after('abc', '')
    substring('12345', 2, 3)
    substring('12345', 2)
    substring('12345', 1.5, 2.6)
    substring('12345', 0, 3)
    substring('12345', 0 div 0, 3)
    substring('12345', 1, 0 div 0)
    substring('12345', -42, 1 div 0)
    substring('12345', -1 div 0, 1 div 0)
    substring('12345', -3)
    substring('12345', 9)
    substring('12345', 2, -1)
    substring('қазақша', 3, 2)
    substr('hello', 1)
    substr('hello', 1, 3)
    substr('hello', 0, 100)
    substr('hello', -2)
    substr('hello', -4, -1)
    substr('hello', 3, 1)
    substr('hello', 0)
    string-length('hello')
    string-length('')
    string-length('пана')
    string-length(/data/name)
    normalize-space('  a   b  ')
    normalize-space('')
    normalize-space(/data/blank)
    translate('bar', 'abc', 'ABC')
    translate('--aaa--', 'abc-', 'ABC')
    translate('aaa', 'a', '')
    translate('abc', 'aab', 'xyz')
    translate('1 234', ' ', '')
    concat('a', 'b')
    concat('a')
    concat(1, 2)
    concat(/data/name, ' ', /data/age)
    selected('food rest', 'rest')
    selected('food rest', 'res')
    selected('food rest', ' rest ')
    selected('', '')
    selected('', 'a')
    selected(/data/many, 'lawyer')
    selected(/data/many, 'doctor')
    selected(/data/empty, 'x')
    selected-at(/data/many, 0)
    selected-at(/data/many, 2)
    selected-at(/data/many, 3)
    selected-at(/data/many, 1.9)
    selected-at(/data/empty, 0)
    count-selected(/data/many)
    count-selected(/data/empty)
    count-selected('a')
    count-selected(' a  b ')
    coalesce(/data/empty, 'x')
    coalesce(/data/name, 'x')
    coalesce('', '')
    coalesce(/data/none, /data/age)
    if(true(), 'a', 'b')
    if(false(), 'a', 'b')
    if(/data/age > 18, 'adult', 'child')
    if('', 1, 2)
    if('0', 1, 2)
    if(1 = 2, 1, if(2 = 2, 5, 6))
    boolean-from-string('true')
    boolean-from-string('1')
    boolean-from-string('false')
    boolean-from-string('0')
    boolean-from-string('yes')
    boolean-from-string('')
    boolean-from-string(1)
    boolean-from-string(0)
    boolean-from-string(2)
    boolean-from-string(true())
    regex('abc', '^[a-z]+$')
    regex('abc1', '^[a-z]+$')
    regex('abc', 'abc')
    regex('xabcx', 'abc')
    regex('12-34', '^\\d{2}-\\d{2}$')
    regex(/data/age, '^[0-9]{2}$')
    regex('', '^$')
    once('x')
    not(true())
    not(false())
    not('')
    not('x')
    not(/data/none)
    not(/data/empty)
    true()
    false()`),
  ...at('one', '/data/name', `
    once('x')
    once(1 + 1)
    string()
    . = 'Aigul'
    string-length()
    string-length(.) > 3`),
  ...at('one', '/data/empty', `
    once('x')
    once(1 + 1)
    . = ''
    . != ''
    string-length(.) = 0`),
  // numbers
  ...at('one', '', `
    int(1.9)
    int(-1.9)
    int('7.5')
    int('x')
    int(0)
    floor(1.9)
    floor(-1.1)
    floor(0 div 0)
    ceiling(1.1)
    ceiling(-1.9)
    round(1.5)
    round(1.4)
    round(2.5)
    round(-1.5)
    round(-2.5)
    round(-1.4)
    round(0 div 0)
    round(1 div 0)
    round('1.6')
    round(1.234, 2)
    round(1.235, 2)
    round(-1.55, 1)
    round(1234.5, -2)
    round(55, -1)
    round(12.5, 0)
    abs(-3)
    abs('x')
    abs(3.5)
    pow(2, 10)
    pow(2, -1)
    pow(4, 0.5)
    pow(0, 0)
    pow(1, 0 div 0)
    sqrt(9)
    sqrt(-1)
    sqrt(2)
    exp(0)
    exp(1)
    log(1)
    log(0)
    log(-1)
    log10(1000)
    exp10(3)
    sin(0)
    cos(0)
    tan(0)
    asin(1)
    acos(1)
    atan(1)
    atan2(1, 1)
    pi()
    sum(/data/age)
    sum(/data/none)
    sum(/data/name)
    count(/data/none)
    count-non-empty(/data/*)
    /data/num + /data/age
    /data/num * 2
    /data/age mod 5
    /data/age div /data/zero
    /data/neg * -1
    number(/data/yes)`),
  // dates
  ...at('one', '', `
    today()
    now()
    number(today())
    int(now())
    today() = '2026-11-23'
    today() > '2026-11-22'
    today() < '2026-11-22'
    today() + 1
    today() - 7
    date(today() + 1)
    date(today() - 7)
    string(today())
    /data/born < today()
    today() - /data/born
    int((today() - /data/born) div 365.25)
    int((today() - date('2008-11-24')) div 365.25)
    date('2012-03-01')
    date('2012-3-1')
    date('2012-02-30')
    date('')
    date('x')
    date(0)
    date(1)
    date(-1)
    date('1')
    date('18262')
    date(18262.5)
    date('2012-03-01') + 1
    date('2012-03-01') - date('2012-02-28')
    date('2012-03-01') = date('2012-03-01')
    date('2012-03-01') > date('2012-02-28')
    '2012-03-01' = '2012-03-01'
    '2012-03-01' = '2012-3-1'
    '2012-03-01' < '2012-03-02'
    '2012-03-01' + 1
    '2012-03-02' - '2012-03-01'
    '2012-13-01' < '2012-03-02'
    number('1970-01-01')
    number('1970-01-02')
    number('2000-02-29')
    number('2012-03-01T12:00:00.000+00:00')
    number(date('1970-01-02'))
    decimal-date-time('1970-01-02')
    decimal-date-time('2018-01-01T00:00:00.000+00:00')
    decimal-date-time('2018-01-01T06:00:00.000-06:00')
    decimal-date-time('x')
    decimal-date-time(5.5)
    decimal-time('06:00:00.000+00:00')
    decimal-time('06:00:00.000-06:00')
    decimal-time('12:30:00.000+00:00')
    decimal-time('24:00:00.000+00:00')
    decimal-time('x')
    date-time('2012-03-01T12:30:00.000+00:00')
    date-time('2012-03-01')
    date-time('2012-03-01T12:30:00.000+05:00')
    format-date('2012-03-01', '%Y-%m-%d')
    format-date('2012-03-01', '%d.%m.%Y')
    format-date('2012-03-01', '%e/%n/%y')
    format-date('2012-03-01', '%b')
    format-date('2012-03-01', '%a')
    format-date('2012-03-01', '%%')
    format-date('', '%Y')
    format-date('x', '%Y')
    format-date(0, '%Y-%m-%d')
    format-date(today(), '%Y')
    format-date(/data/born, '%d %b %Y')
    format-date-time('2012-03-01T08:05:09.000+00:00', '%H:%M:%S')
    format-date-time('2012-03-01T08:05:09.250+00:00', '%h:%M:%3')
    format-date-time(now(), '%H:%M')
    format-date(date('2012-03-01') + 30, '%d.%m')
    /data/when > /data/born
    /data/when - /data/born > 12000
    date(/data/born) = /data/born
    /data/born = '1991-05-16'
    /data/born != '1991-05-17'
    /data/born + 0
    number(/data/born)
    true() = today()
    concat(today(), '')
    if(today() > date('2020-01-01'), 'after', 'before')`),
  // what neither reads
  ...at('one', '', `
    nothing()
    concat('a'
    1 +
    'open
    /data/age[`),
]

const exponent = 'XPath 1.0 (4.2) writes numbers without an exponent; JavaScript does not.'
const loose = 'XPath 1.0 (4.4) reads only digits with at most one point and a minus before them; JavaScript reads more.'
const minus = 'Enketo cannot negate anything but a number written out; XPath 1.0 (3.5) can.'
const union = 'Enketo refuses a union as an argument; XPath 1.0 (3.3) has unions wherever there are sets.'
const predicate = 'XPath 1.0 (2.4) filters the nodes of each step from each node apart; Enketo filters them all together.'
const nothing = 'What is no date is empty here, and not the words "Invalid Date".'
const zone = 'The offset of UTC is written +00:00, as ISO 8601 has it; Enketo writes -00:00.'

// differences says what Pana answers where it means to differ, and why.
// What is not given is as Enketo has it.
export const differences = {
  '1000000000000000000000': { pana: { string: '1000000000000000000000' }, why: exponent },
  '0.0000001': { pana: { string: '0.0000001' }, why: exponent },
  '- -1': { pana: { string: '1', number: 1, boolean: true }, why: minus },
  '--1': { pana: { string: '1', number: 1, boolean: true }, why: minus },
  '-(1)': { pana: { string: '-1', number: -1, boolean: true }, why: minus },
  "-'3'": { pana: { string: '-3', number: -3, boolean: true }, why: minus },
  '-(/data/age)': { pana: { string: '-34', number: -34, boolean: true }, why: minus },
  "number('+1')": { pana: { string: 'NaN', number: 'NaN', boolean: false }, why: loose },
  "number('1e3')": { pana: { string: 'NaN', number: 'NaN', boolean: false }, why: loose },
  "number('0x10')": { pana: { string: 'NaN', number: 'NaN', boolean: false }, why: loose },
  "number('Infinity')": { pana: { string: 'NaN', number: 'NaN', boolean: false }, why: loose },
  'string(1 div 0)': { pana: { number: 'NaN' }, why: loose },
  '6 div2': { pana: { refused: true }, why: 'The longest name is read first (XPath 1.0, 3.7): div2 is a name, and no name may stand here.' },
  'count(/data/name | /data/age)': { pana: { string: '2', number: 2, boolean: true }, why: union },
  'count(/data/name | /data/name)': { pana: { string: '1', number: 1, boolean: true }, why: union },
  'string(/data/age | /data/name)': { pana: { string: 'Aigul', number: 'NaN', boolean: true }, why: union },
  'sum(/data/age | /data/num)': { pana: { string: '37.5', number: 37.5, boolean: true }, why: union },
  'current() = 5': { pana: { string: 'true', number: 1, boolean: true }, why: 'Enketo rewrites current() before it evaluates; here it is a function.' },
  'count(/data/person/job[1])': { pana: { string: '2', number: 2 }, why: predicate },
  'count(//job[1])': { pana: { string: '2', number: 2 }, why: predicate },
  'boolean-from-string(2)': { pana: { string: 'false', number: 0, boolean: false }, why: 'ODK: only "1" and "true" are true.' },
  "regex('xabcx', 'abc')": { pana: { string: 'false', number: 0, boolean: false }, why: 'As in ODK Collect and the ODK documentation, the whole string must match.' },
  'now()': { pana: { string: '2026-11-23T15:30:00.000+00:00' }, why: zone },
  "date-time('2012-03-01T12:30:00.000+00:00')": { pana: { string: '2012-03-01T12:30:00.000+00:00' }, why: zone },
  "date-time('2012-03-01T12:30:00.000+05:00')": { pana: { string: '2012-03-01T07:30:00.000+00:00' }, why: zone },
  "date('2012-02-30')": { pana: { string: '', number: 'NaN', boolean: false }, why: 'A day that never was is no date; Enketo rolls it over into March.' },
  "date('')": { pana: { string: '' }, why: nothing },
  "date('x')": { pana: { string: '' }, why: nothing },
  'date(18262.5)': { pana: { string: '2020-01-01', number: 18262 }, why: 'As in ODK Collect, date() gives a day without a time; date-time() keeps it.' },
  "'open": { pana: { refused: true }, why: 'Enketo reads on to the end; an open quote is refused here when the form is uploaded.' },
  '/data/age[': { pana: { refused: true }, why: 'Enketo reads on to the end; an open bracket is refused here when the form is uploaded.' },
}

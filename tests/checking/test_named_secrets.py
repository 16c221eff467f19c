"""What is given to a password's name is one, unless it only holds a password's place."""

import pytest
from detect_secrets.plugins.keyword import KeywordDetector
from notebooks import code, notebook, printed, text
from planted import LETTERS, Dice

from jupyter_hub_publish import checking
from jupyter_hub_publish.domain.drafts import Decision

DICE = Dice(11)
PASSWORD = f"Kettle{DICE(LETTERS, 5)}9!"
DRAWN = DICE(LETTERS, 31) + "4"

GIVEN = [
    'password = "{p}"',
    "password='{p}'",
    'DB_PASSWORD = "{p}"',
    'connect(host="db", user="anna", password="{p}")',
    '{{"user": "anna", "passwd": "{p}"}}',
    'os.environ["DB_PASSWORD"] = "{p}"',
    'os.environ.setdefault("CRM_API_KEY", "{k}")',
    'Sys.setenv(DB_PASSWORD = "{p}")',
    'password <- "{p}"',
    'ENV["API_KEY"] = "{k}"',
    'password := "{p}"',
    "client_secret = r'{k}'",
    "token = '{k}'",
    'if answer.password == "{p}": pass',
    "if '{p}' == password: pass",
    'auth = HTTPBasicAuth(user="x", password=b"{p}")',
    "%env DB_PASSWORD={p}",
    "%set_env CRM_TOKEN {k}",
    "!export CRM_API_KEY={k}",
    'spark.conf.set("fs.azure.account_key", "{k}")',
]
NOT_GIVEN = [
    'password = "your_password"',
    'password = "<password>"',
    'password = "changeme"',
    'password = ""',
    'password = "********"',
    'password = "${DB_PASSWORD}"',
    'password = f"{prefix}{word}"',
    'password = os.environ["DB_PASSWORD"]',
    'password = getpass.getpass("Password for the database: ")',
    'password = input("password: ")',
    'password = config["password"]',
    'columns = ["password", "username"]',
    'df["password_length"] = df["password"].str.len()',
    'rename(columns={"password": "Password"})',
    'api_key = "YOUR_API_KEY"',
    'api_key = "sk-..."',
    'secret_key = "some-column-name"',
    'primary_key = "customer_id_2"',
    'pd.read_csv("passwords.csv")',
    'private_key = "/etc/keys/id_rsa"',
    'private_key = "~/.ssh/id_rsa"',
    'pad_token = "<pad>"',
    'special_token = "reserved_special_1"',
    'print("Enter your password, then press return")',
    'tokenizer(token="hello")',
    'secret = "{{ secrets.token }}"',
    'token = "https://example.org/token"',
    'pwd = "/home/anna/work"',
]


def found(*cells):
    report = checking.check(notebook(*cells), key=b"key", seconds=60)
    return [f.rule for f in report.findings if f.severity == "stop"]


@pytest.mark.parametrize("line", GIVEN)
def test_a_text_that_is_given_to_its_name_is_a_secret(line):
    assert found(code(line.format(p=PASSWORD, k=DRAWN))) == ["named-secret"]


@pytest.mark.parametrize("line", NOT_GIVEN)
def test_what_only_holds_a_place_is_none(line):
    assert found(code(line)) == []


@pytest.mark.parametrize("line", GIVEN)
def test_what_detect_secrets_finds_by_a_name_is_found_here_as_well(line):
    written = line.format(p=PASSWORD, k=DRAWN)
    if list(KeywordDetector().analyze_string(written)):
        assert found(code(written))


@pytest.mark.parametrize(
    "word", ["kettle29", "Bluebird", "correcthorsebattery", "s3cr3t-Pa55", "2024!Mai"]
)
def test_passwords_are_told_as_people_choose_them(word):
    assert found(code(f'connect(password="{word}")')) == ["named-secret"]


def test_a_password_that_the_code_gives_away_is_found_where_it_is_only_printed():
    report = checking.check(
        notebook(code(f'password = "{PASSWORD}"'), code("x", [printed(f"login {PASSWORD} ok")])),
        key=b"key",
    )
    assert report.findings[0].cells == (1, 2)
    assert report.findings[0].message == "A password or key in the code and in one output"
    assert report.findings[0].masked.strip("•") == ""


def test_prose_can_hold_one_too():
    assert found(text(f"Log in with password: `{PASSWORD}` and go on.")) == ["named-secret"]


def test_names_in_answers_of_services_are_told():
    answer = {"access_token": DRAWN, "expires": 3600, "token": "##ing"}
    output = {"output_type": "display_data", "data": {"application/json": answer}, "metadata": {}}
    assert found(code("x", [output])) == ["named-secret"]
    assert found(code("x", [printed(str(answer))])) == ["named-secret"]


def test_words_of_a_language_model_are_no_secrets():
    words = [
        {"token": word, "key": f"{word}_2"} for word in ("hello", "##ing", "Ġthe", "tokenizer2")
    ]
    output = {"output_type": "display_data", "data": {"application/json": words}, "metadata": {}}
    assert found(code("x", [output, printed(str(words))])) == []


ENVIRONMENT = {
    "SHELL": "/bin/bash",
    "HOME": "/home/anna",
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "EDITOR": "vim",
    "HOSTNAME": "node-7",
    "CRM_TOKEN": DRAWN,
}


@pytest.mark.parametrize(
    "shown",
    [
        "environ(" + str(ENVIRONMENT) + ")",
        "environ" + str(ENVIRONMENT).replace(", '", ",\n        '"),
        str(ENVIRONMENT),
        "\n".join(f"{name}={value}" for name, value in ENVIRONMENT.items()) + "\n",
    ],
    ids=["repr", "IPython", "dict", "printenv"],
)
def test_an_environment_that_was_printed_is_told_and_can_be_masked(shown):

    printed_out = notebook(code("os.environ", [printed(f"before\n{shown}\nafter")]))
    findings = checking.check(printed_out, key=b"key").findings
    stops = [f for f in findings if f.severity == "stop"]
    assert {"environment-dump", "environment-secret"} == {f.rule for f in stops}
    decisions = tuple(Decision(finding=f.id, remedy="mask") for f in stops)
    masked = checking.apply(printed_out, decisions, key=b"key").notebook
    said = masked["cells"][0]["outputs"][0]["text"]
    assert "before\n" in said
    assert "after" in said
    assert "/bin/bash" not in said
    assert DRAWN not in said


def test_a_password_field_keeps_what_was_typed_into_it():
    model = {"model_module": "w", "model_name": "PasswordModel", "state": {"description": "Key:"}}
    typed = {**model, "state": {**model["state"], "value": "abc12"}}
    other = {"model_module": "w", "model_name": "TextModel", "state": {"value": "a text"}}
    for state in ({"1": typed}, {"0": other, "1": typed, "2": other}):
        widgets = {"application/vnd.jupyter.widget-state+json": {"state": state}}
        assert checking.check(
            notebook(code("1"), widgets=widgets), key=b"key"
        ).findings[0].rule == "password-widget"  # fmt: skip
    for state in ({"0": other}, {"0": other, "1": model, "2": other}):
        widgets = {"application/vnd.jupyter.widget-state+json": {"state": state}}
        report = checking.check(notebook(code("1"), widgets=widgets), key=b"key")
        assert not [f for f in report.findings if f.severity == "stop"]


ODD = ["ab,cd;ef12", "pa\"ss'12xyz", "p@ss@w0rd1", "a(b)c[d]12", "x\\y\\z12345", "50%&more=9"]
SAID = {
    "code": lambda word: code(f"password = {word!r}"),
    "compared": lambda word: code(f"if {word!r} == password: pass"),
    "variable": lambda word: code("1", [printed(f"HOME=/x\nDB_PASSWORD={word}\nA=1\n")]),
    "address": lambda word: code(
        "1", [printed(f"see postgresql://anna:{word}@db.corp.de:5432/x, ok")]
    ),
    "url": lambda word: code(f"get('https://anna:{word}@corp.de')"),
}


UNWRITABLE = set("\"'{}<>`/")  # as they are, in addresses and in lines of an environment


@pytest.mark.parametrize(
    ("said", "word"),
    [(said, word) for said in SAID for word in ODD if said[0] == "c" or not set(word) & UNWRITABLE],
)
def test_a_password_of_odd_signs_is_masked_to_its_last_one(said, word):
    book = notebook(SAID[said](word))
    stops = [f for f in checking.check(book, key=b"key").findings if f.severity == "stop"]
    assert len(stops) == 1
    decision = Decision(finding=stops[0].id, remedy="mask")
    done = str(checking.apply(book, (decision,), key=b"key").notebook)
    assert "•" in done
    assert not [at for at in range(len(word) - 3) if word[at : at + 4] in done]

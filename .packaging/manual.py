"""Man pages from what the program says of itself: PROGRAM --experimental-dump-help | manual.py DIRECTORY VERSION"""

import json
import pathlib
import sys


def escaped(text):
    """A text as troff takes it: no line of it is a request."""
    lines = text.replace("\\", "\\e").replace("-", "\\-").split("\n")
    return "\n".join("\\&" + line if line[:1] in (".", "'") else line for line in lines)


def paragraphs(text):
    """A text with its indented lines as they stand."""
    out, literal = [], False
    for line in text.strip().split("\n"):
        is_literal = line.startswith("  ")
        if is_literal != literal:
            out.append(".nf" if is_literal else ".fi")
            literal = is_literal
        out.append(escaped(line) if line else ".PP")
    return "\n".join(out + ([".fi"] if literal else []))


def names(argument):
    spelled = []
    for name in argument.get("names", []):
        dash = "-" if name["kind"] == "short" else "--"
        spelled.append("\\fB" + escaped(dash + name["name"]) + "\\fR")
    value = escaped(argument.get("valueName", "value")).upper()
    if argument["kind"] == "positional":
        return "\\fI" + value + "\\fR"
    return ", ".join(spelled) + (" \\fI" + value + "\\fR" if argument["kind"] == "option" else "")


def option(argument):
    words = [argument.get("abstract", ""), argument.get("discussion", "")]
    if "defaultValue" in argument and argument["kind"] != "flag":
        words.append("Default: " + argument["defaultValue"] + ".")
    return ".TP\n" + names(argument) + "\n" + escaped(" ".join(word for word in words if word))


def page(command, parents, version):
    words = parents + [command["commandName"]]
    title = "-".join(words)
    shown = [a for a in command.get("arguments", []) if a.get("shouldDisplay", True)]
    subcommands = [c for c in command.get("subcommands", []) if c.get("shouldDisplay", True) and c["commandName"] != "help"]
    synopsis = "\\fB" + escaped(" ".join(words)) + "\\fR"
    for argument in shown:
        name = names(argument).split(", ")[-1]
        synopsis += " [" + name + "]" if argument.get("isOptional", True) else " " + name
    if subcommands:
        synopsis += " \\fISUBCOMMAND\\fR ..."
    out = [
        f'.TH "{title.upper()}" 1 "" "kaunta {version}" "Kaunta"',
        ".SH NAME",
        escaped(title) + " \\- " + escaped(command.get("abstract", "").rstrip(".")),
        ".SH SYNOPSIS",
        synopsis,
    ]
    if command.get("discussion"):
        out += [".SH DESCRIPTION", paragraphs(command["discussion"])]
    if shown:
        out += [".SH OPTIONS"] + [option(argument) for argument in shown]
    if subcommands:
        out.append(".SH COMMANDS")
        for sub in subcommands:
            out += [".TP", "\\fB" + escaped("-".join(words + [sub["commandName"]])) + "\\fR(1)", escaped(sub.get("abstract", ""))]
    out += [".SH FILES", ".TP", "\\fI/usr/share/doc/kaunta\\fR", "The manual: command.md, home.md, server.md and the rest."]
    if parents:
        out += [".SH SEE ALSO", "\\fB" + escaped("-".join(parents)) + "\\fR(1)"]
    pages = {title: "\n".join(out) + "\n"}
    for sub in subcommands:
        pages.update(page(sub, words, version))
    return pages


def main():
    directory, version = pathlib.Path(sys.argv[1]), sys.argv[2]
    for title, text in page(json.load(sys.stdin)["command"], [], version).items():
        (directory / (title + ".1")).write_text(text)


main()

"""Course backups for tests, as Moodle writes them: small, and as hostile as wanted."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Mapping

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<moodle_backup><information>
  <original_course_fullname>Coastal Mapping</original_course_fullname>
  <original_course_shortname>MAP 101</original_course_shortname>
  <contents><activities>
    <activity><moduleid>11</moduleid><modulename>page</modulename><title>Reading a chart</title>
      <directory>activities/page_11</directory></activity>
    <activity><moduleid>12</moduleid><modulename>assign</modulename><title>Map of a bay</title>
      <directory>activities/assign_12</directory></activity>
    <activity><moduleid>13</moduleid><modulename>quiz</modulename><title>Symbols</title>
      <directory>activities/quiz_13</directory></activity>
    <activity><moduleid>14</moduleid><modulename>label</modulename><title>Welcome</title>
      <directory>activities/label_14</directory></activity>
  </activities></contents>
</information></moodle_backup>"""
COURSE = """<?xml version="1.0" encoding="UTF-8"?>
<course id="5"><shortname>MAP 101</shortname><fullname>Coastal Mapping</fullname><idnumber></idnumber>
  <summary>&lt;p&gt;Draw a &lt;b&gt;usable&lt;/b&gt; map.&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</summary>
  <lang>en</lang>
  <tags><tag id="1"><name>maps</name><rawname>Maps</rawname></tag></tags>
  <customfields>
    <customfield id="1"><shortname>study_hours</shortname><value>50</value></customfield>
    <customfield id="2"><shortname>ects</shortname><value>2</value></customfield>
    <customfield id="3"><shortname>room</shortname><value>B 12</value></customfield>
  </customfields></course>"""
OUTCOMES = """<?xml version="1.0" encoding="UTF-8"?>
<outcomes_definition>
  <outcome id="1"><shortname>LO1</shortname><fullname>Draw a coastline from soundings.</fullname>
    <description>&lt;p&gt;The line is within five metres.&lt;/p&gt;</description></outcome>
</outcomes_definition>"""
ASSIGN = """<activity id="1"><assign id="1"><name>Map of a bay</name>
  <intro>&lt;p&gt;Hand in one map.&lt;/p&gt;</intro><grade>100</grade></assign></activity>"""
QUIZ = """<activity id="2"><quiz id="2"><name>Symbols</name><intro></intro><timelimit>5400</timelimit>
  <grade>10.0</grade></quiz></activity>"""
FILES: Mapping[str, str] = {
    "moodle_backup.xml": HEAD,
    "course/course.xml": COURSE,
    "outcomes.xml": OUTCOMES,
    "activities/assign_12/assign.xml": ASSIGN,
    "activities/quiz_13/quiz.xml": QUIZ,
    "users.xml": "<users><user><email>nobody@example.org</email></user></users>",
}


def zipped(files: Mapping[str, str | bytes] = FILES) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return held.getvalue()


def tarred(files: Mapping[str, str] = FILES, links: Mapping[str, str] | None = None) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        for name, text in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))
        for name, target in (links or {}).items():
            member = tarfile.TarInfo(name)
            member.type, member.linkname = tarfile.SYMTYPE, target
            archive.addfile(member)
    return gzip.compress(held.getvalue())

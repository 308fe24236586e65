import Cells

/// What `kaunta theme check` says about one theme.
package struct ThemeReport {
  private let heading: String
  private let problems: [String]
  private let audit: ThemeAudit?

  /// A report on a theme as it was read.
  ///
  /// - Parameters:
  ///   - problems: its mistakes, a line each.
  ///   - place: where it was found; nil where a file was named.
  package init(name: String, _ theme: Theme, problems: [String], place: String?) {
    heading = name + (place.map { " (\($0))" } ?? "")
    self.problems = problems
    audit = problems.isEmpty ? ThemeAudit(theme) : nil
  }

  /// How many things are to be mended.
  package var toMend: Int { audit?.findings.count ?? problems.count }

  /// Lines for a person; the whole table where one theme was asked about.
  package func lines(isFull: Bool) -> [String] {
    guard let audit else {
      return ["BAD   \(heading): \(Self.counted(problems.count, "mistake"))"]
        + problems.map { "      " + $0 }
    }
    let notes = audit.notes.isEmpty ? "" : "; " + Self.counted(audit.notes.count, "note")
    let found =
      audit.findings.isEmpty ? "nothing to mend" : "\(audit.findings.count) to mend"
    var lines = ["\(audit.findings.isEmpty ? "ok   " : "BAD  ") \(heading): \(found)\(notes)"]
    lines += audit.findings.map { "      " + $0 }
    lines += Self.extremes(audit)
    if isFull { lines += table(audit) + audit.notes.map { "note  " + $0 } }
    return lines
  }

  /// The worst of each kind, so that a glance says how near the limits a theme is.
  private static func extremes(_ audit: ThemeAudit) -> [String] {
    var lines: [String] = []
    let measures = audit.contrasts + audit.namedContrasts
    let text = measures.filter { $0.wanted > 3 }.min { $0.ratio < $1.ratio }
    let line = measures.filter { $0.wanted <= 3 }.min { $0.ratio < $1.ratio }
    if let text, let line {
      lines.append("      least contrast: text \(words(text)); lines \(words(line))")
    }
    if let near = audit.likenesses.filter(\.matters).min(by: { $0.distance < $1.distance }) {
      let figure = ThemeAudit.decimal(near.distance, places: 3)
      lines.append(
        "      nearest states: \(near.first.name) and \(near.second.name), \(figure) for \(near.vision.words), "
          + near.level.words)
    }
    return lines
  }

  private static func words(_ measure: ContrastMeasure) -> String {
    let ground = measure.role == measure.ground ? "" : " on \(measure.ground.name)"
    return "\(ThemeAudit.decimal(measure.ratio, places: 1)) (\(measure.role.name)\(ground), \(measure.levelWords))"
  }

  /// Contrast of every role on every ground; a dash where it is never drawn.
  private func table(_ audit: ThemeAudit) -> [String] {
    let levels: [ColourLevel] = [.twoHundredFiftySix, .direct]
    let grounds: [Role] = [.surface, .panel, .selection]
    var lines = [
      "",
      "contrast          256 colours               exact colours",
      "                  screen   panel  chosen    screen   panel  chosen   least",
    ]
    for role in Role.allCases where audit.contrasts.contains(where: { $0.role == role }) {
      let own = audit.contrasts.filter { $0.role == role }
      var line = CellWidth.pad(role.name, to: 16)
      for level in levels {
        for ground in grounds {
          let measure = own.first { $0.level == level && ($0.ground == ground || $0.ground == role) }
          line += CellWidth.padLeft(measure.map { ThemeAudit.decimal($0.ratio, places: 1) } ?? "-", to: 8)
        }
        line += "  "
      }
      lines.append(line + CellWidth.padLeft(own.first.map { ThemeAudit.decimal($0.wanted, places: 1) } ?? "", to: 6))
    }
    return lines + named(audit) + [""]
  }

  /// Named colours as xterm draws them, where both are the theme's.
  private func named(_ audit: ThemeAudit) -> [String] {
    let measures = audit.namedContrasts.filter { [$0.role, .surface].contains($0.ground) }
    return [false, true].compactMap { isOfEight in
      let words = measures.filter { $0.isOfEight == isOfEight }.map {
        "\($0.role.name) \(ThemeAudit.decimal($0.ratio, places: 1))"
      }
      return words.isEmpty ? nil : (isOfEight ? " 8" : "16") + " colours, in xterm: " + words.joined(separator: ", ")
    }
  }

  private static func counted(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }
}

/// What `kaunta theme preview` prints.
package enum ThemePreviewText {
  /// Names, signs and colours of every role, at each of the levels; without one, names and signs alone.
  package static func lines(_ theme: Theme, levels: [ColourLevel], glyphs: GlyphSet) -> [String] {
    let about = theme.description
    let licence = about.licence.isEmpty ? "" : ", " + about.licence
    let credits = "by \(about.author)\(licence)" + (about.origin.map { ", after: \($0)" } ?? "")
    let heading = [
      "\(about.name) (\(about.slug), \(about.variant.rawValue)), \(credits)", about.summary, "",
    ].map(CellWidth.printable)
    return heading + (levels.isEmpty ? names(theme) : samples(theme, levels, glyphs))
  }

  /// Side by side, so that a glance shows what a poorer terminal loses.
  private static func samples(_ theme: Theme, _ levels: [ColourLevel], _ glyphs: GlyphSet) -> [String] {
    let grid = ThemePreview.grid(theme, glyphs: glyphs)
    let head =
      CellWidth.pad("", to: 16) + levels.map { CellWidth.pad(" " + $0.words, to: ThemePreview.columns) }.joined()
    return [head]
      + Role.allCases.enumerated().map { row, role in
        CellWidth.pad(role.name, to: 16)
          + levels.map { GridSGR.line(row, of: grid, theme: theme, level: $0) }.joined()
      }
  }

  /// Without colour there is nothing to show of most roles but that they are there.
  private static func names(_ theme: Theme) -> [String] {
    Role.allCases.map { role in
      guard role.parent == .state else { return role.name }
      let sign = theme.sign(of: role)
      return CellWidth.pad(role.name, to: 18) + "\(sign.unicode)  \(sign.ascii)"
    }
  }
}

/// A line of `kaunta theme list`.
package enum ThemeListing {
  /// A theme with its place, padded to the widest name.
  ///
  /// - Parameter fault: what is wrong with it first, and with which key; nil when it is whole.
  package static func line(
    _ name: String, width: Int, _ theme: Theme, fault: (key: String?, words: String)?, place: String?
  ) -> String {
    let start = CellWidth.pad(name, to: width + 2)
    let end = "  (\(place ?? "built in"))"
    guard let fault else {
      let about = theme.description
      return start + CellWidth.pad(about.variant.rawValue, to: 8) + about.summary + end
    }
    let words = (fault.key.map { $0 + ": " } ?? "") + fault.words
    return "\(start)BROKEN  \(words); kaunta theme check \(name)\(end)"
  }
}

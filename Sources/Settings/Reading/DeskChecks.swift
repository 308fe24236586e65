import Cells
import Payments

extension SettingsChecks {
  mutating func desk(_ themes: ThemeLoader?) -> DeskSettings {
    let levels: [(String, ColourLevel?)] = [("auto", nil)] + ColourLevel.allCases.map { ($0.rawValue, $0) }
    let signs: [(String, GlyphSet?)] = [("auto", nil)] + GlyphSet.allCases.map { ($0.rawValue, $0) }
    let most = Shillings.largest.count
    return DeskSettings(
      language: reading.choice(
        .language, Language.allCases.map { ($0.rawValue, $0) }, default: .english),
      theme: theme(themes),
      colours: reading.choice(.colours, levels, default: nil),
      glyphs: reading.choice(.glyphs, signs, default: nil),
      bell: reading.boolean(.bell, default: true),
      flash: reading.boolean(.flash, default: true),
      amountLimit: Shillings(reading.integer(.amountLimit, 1...most, default: most)) ?? .largest,
      askAbove: Shillings(reading.integer(.askAbove, 0...most, default: 20_000)),
      confirmAbove: Shillings(reading.integer(.confirmAbove, 0...most, default: 0)),
      phonesPerMinute: reading.integer(.phonesPerMinute, 1...1_000, default: 20))
  }

  /// A theme that there is not is a notice and no problem: the desk opens with its built-in looks.
  private mutating func theme(_ themes: ThemeLoader?) -> String {
    guard let name = reading.text(.theme), name != DeskSettings.themeByGround else { return DeskSettings.themeByGround }
    if let known = themes?.names, !known.contains(name) {
      looks.append(
        SettingsProblem(
          file: reading.file, line: reading.toml.line(of: SettingName.theme.path), key: SettingName.theme.dotted,
          fault: "there is no theme \(SettingsReading.quoted(name))",
          remedy: "write one of: \(known.joined(separator: ", "))"))
    }
    return name
  }
}

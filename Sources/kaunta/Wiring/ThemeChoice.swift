import Cells
import Settings

/// The theme that a desk opens with.
enum ThemeChoice {
  /// The theme of this name, or the built-in one with one line that says why: looks never stop a desk.
  static func theme(named name: String, for home: Home) -> (theme: Theme, trouble: String?) {
    let name = name == DeskSettings.themeByGround ? Theme.counter.description.slug : name
    let loaded = ThemePlaces.loader(for: home).load(name)
    guard let first = loaded.problems.first else { return (loaded.theme, nil) }
    let rest = loaded.problems.count - 1
    let more = rest == 0 ? "" : " (\(rest) more: kaunta theme check \(name))"
    return (loaded.theme, "\(first.text)\(more). The desk opens with its built-in looks.")
  }

  /// The theme for a light ground, if the name leaves it to the terminal and there is one.
  static func lightTheme(named name: String, for home: Home) -> Theme? {
    guard name == DeskSettings.themeByGround else { return nil }
    let loaded = ThemePlaces.loader(for: home).load(Theme.counter.description.slug + "-light")
    return loaded.problems.isEmpty ? loaded.theme : nil
  }
}

import Cells

extension ThemeLoader {
  /// The theme that a desk opens with: the one of this name or in this file, or the built-in one with one line that
  /// says why, since looks never stop a desk.
  package func chosen(_ name: String) -> (theme: Theme, trouble: String?) {
    let name = name == DeskSettings.themeByGround ? Theme.counter.description.slug : name
    let loaded = load(typed: name).loaded
    guard let first = loaded.problems.first else { return (loaded.theme, nil) }
    let rest = loaded.problems.count - 1
    let more = rest == 0 ? "" : " (\(rest) more: kaunta theme check \(name))"
    return (loaded.theme, "\(first.text)\(more). The desk opens with its built-in looks.")
  }

  /// The theme for a light ground, if the name leaves it to the terminal and there is one.
  package func chosenForLightGround(_ name: String) -> Theme? {
    guard name == DeskSettings.themeByGround else { return nil }
    let loaded = load(ThemeVariant.light.paper)
    return loaded.problems.isEmpty ? loaded.theme : nil
  }
}

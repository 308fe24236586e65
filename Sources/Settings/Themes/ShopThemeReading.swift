import Cells

/// A shop's own theme: its colours in five lines.
extension ThemeReading {
  static let shopKeys = ["format", "name", "paper", "accent", "header"]

  /// A shop gives an accent, or at least its paper; whoever draws a whole theme has roles for that.
  var isOfAShop: Bool { ["paper", "accent", "header"].contains { toml.root[$0] != nil } }

  /// What a whole theme may say, and a shop's may not, is told apart from what nobody knows.
  mutating func reportKeysOfNoShop() {
    let whole = Self.topKeys.filter { !Self.shopKeys.contains($0) && toml.root[$0] != nil }
    for key in whole {
      add(
        [key], "is for a whole theme, and this one gives a shop's colours",
        "take it away; a shop's theme has \(Self.shopKeys.joined(separator: ", ")), and no more")
    }
    reportUnknownKeys([], Self.shopKeys + whole)
  }

  mutating func shopDescription(slug: String) -> ThemeDescription {
    let name = text(["name"]) ?? ""
    let paper = text(["paper"])
    let variant = paper.flatMap(ThemeVariant.init(rawValue:))
    if let paper, variant == nil {
      add(["paper"], "\(SettingsReading.quoted(paper)) is none of its values", "write \"dark\" or \"light\"")
    }
    let known = variant ?? .dark
    return ThemeDescription(
      name: name, slug: slug, author: "this shop", licence: "", summary: "The shop's own colours on \(known) paper.",
      variant: known)
  }

  /// Nil with a problem where the accent is no colour.
  mutating func shopColours() -> ShopColours? {
    let accent = hex(["accent"])
    let header = toml.root["header"] == nil ? nil : hex(["header"])
    return accent.map { ShopColours(accent: $0, header: header) }
  }
}

extension ThemeVariant {
  /// The theme whose grounds and colours of money a shop's theme has.
  var paper: String {
    switch self {
    case .dark: Theme.counter.description.slug
    case .light: Theme.counter.description.slug + "-light"
    }
  }
}

/// The languages in which a desk speaks; the raw value is the one in `kaunta.toml`.
public enum Language: String, Sendable, Hashable, CaseIterable {
  case english = "en"
  case swahili = "sw"
}

/// The languages in which a desk speaks; the raw value is the one in `kaunta.toml`.
package enum Language: String, Sendable, Hashable, CaseIterable {
  case english = "en"
  case swahili = "sw"
}

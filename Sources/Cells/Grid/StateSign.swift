/// The sign that stands before a state's word, in Unicode and in ASCII; each takes one cell.
///
/// The word itself comes from the desk's language, and the colour from the state's role: three signs for one meaning,
/// so that no state hangs on colour alone (WCAG 2.2 SC 1.4.1).
package struct StateSign: Hashable, Sendable {
  /// For terminals that show Unicode.
  package var unicode: String
  /// For the Linux console, the C locale, and old terminals.
  package var ascii: String

  /// Makes a sign; what does not take exactly one cell is for ``ThemeAudit`` to find.
  package init(unicode: String, ascii: String) {
    self.unicode = unicode
    self.ascii = ascii
  }

  /// The sign in a set.
  package subscript(glyphs: GlyphSet) -> String {
    switch glyphs {
    case .unicode: unicode
    case .ascii: ascii
    }
  }

  /// The sign of a state for themes that say nothing; no two states share one, so that paid and by hand differ.
  package static func standard(_ state: Role) -> StateSign {
    switch state {
    case .stateSending: StateSign(unicode: "→", ascii: ">")
    case .stateWaiting: StateSign(unicode: "…", ascii: "~")
    case .stateCheck: StateSign(unicode: "?", ascii: "?")
    case .statePaid: StateSign(unicode: "✓", ascii: "*")
    case .stateCancelled: StateSign(unicode: "–", ascii: "-")
    case .stateFailed: StateSign(unicode: "✗", ascii: "x")
    case .stateAlarm: StateSign(unicode: "!", ascii: "!")
    case .stateHeld: StateSign(unicode: "■", ascii: "#")
    case .stateByHand: StateSign(unicode: "✎", ascii: "+")
    default: StateSign(unicode: "·", ascii: ".")
    }
  }

  /// Whether this is one sign of one cell that every terminal places alike.
  package static func isUnicodeSign(_ text: String) -> Bool {
    text.unicodeScalars.count == 1 && CellWidth.of(text) == 1 && text != " " && CellWidth.printable(text) == text
  }

  /// Whether this is one printable ASCII character.
  package static func isASCIISign(_ text: String) -> Bool {
    text.utf8.count == 1 && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }
}

extension Role {
  /// The states that a payment can show, each with a role and a sign of its own.
  package static let states: [Role] = allCases.filter { $0.parent == .state }

  /// What a state is called in the `[states]` of a theme file; nil for all other roles.
  package var stateName: String? { parent == .state ? String(name.dropFirst("state.".count)) : nil }

  /// The state with this name in theme files, if there is one.
  package init?(stateName: String) {
    guard let role = Role.states.first(where: { $0.stateName == stateName }) else { return nil }
    self = role
  }
}

/// A theme's signs for one set of glyphs, as screens draw them.
package struct StateSigns: Hashable, Sendable {
  // One for each of `Role.states`, in that order.
  private let signs: [String]
  private let other: String

  /// The signs of a theme; without one, the standard ones.
  package init(_ glyphs: GlyphSet, of theme: Theme? = nil) {
    signs = Role.states.map { (theme?.sign(of: $0) ?? .standard($0))[glyphs] }
    other = StateSign.standard(.state)[glyphs]
  }

  /// The sign of a state's role; a dot for a role that is none.
  package subscript(state: Role) -> String {
    Role.states.firstIndex(of: state).map { signs[$0] } ?? other
  }
}

/// Terminals that understand nearly the same, told by their names.
enum TerminalFamily: Hashable {
  case xterm, rxvt, screen, tmux, linux, vt, unknown

  /// The family of a name; nil for one that tells nothing.
  init?(of name: String) {
    let name = name.lowercased()
    let beginnings: [(TerminalFamily, [String])] = [
      (.tmux, ["tmux"]), (.screen, ["screen"]), (.rxvt, ["rxvt", "urxvt"]), (.linux, ["linux", "fbterm", "kmscon"]),
      (.vt, ["vt1", "vt2", "vt3", "vt4", "vt5"]),
      (
        .xterm,
        [
          "xterm", "kitty", "ghostty", "putty", "alacritty", "foot", "rio", "wezterm", "contour", "konsole", "gnome",
          "vte", "st-", "stterm", "mintty", "iterm", "mlterm", "nsterm", "ms-terminal", "terminator", "terminology",
          "warp", "hterm", "zellij", "termite", "xfce", "tabby", "hyper", "vscode", "teraterm", "eterm", "dtterm",
          "securecrt", "mobaxterm", "termius", "blackbox", "ptyxis", "wayst", "havoc", "bobcat", "kgx", "mosh",
          "cygwin",
        ]
      ),
    ]
    let found = beginnings.first { $0.1.contains { name.hasPrefix($0) } }
    if let found { self = found.0 } else if name == "st" { self = .xterm } else { return nil }
  }

  /// Its members that a machine may know, the fittest first.
  func names(richFirst: Bool) -> [String] {
    switch self {
    case .xterm, .unknown: richFirst ? ["xterm-256color", "xterm"] : ["xterm"]
    case .rxvt: ["rxvt-unicode-256color", "rxvt-unicode", "rxvt"] + (richFirst ? ["xterm-256color"] : [])
    case .screen: richFirst ? ["screen-256color", "screen"] : ["screen"]
    case .tmux: ["tmux-256color", "screen-256color", "tmux", "screen"]
    case .linux: ["linux"]
    case .vt: ["vt220", "vt100"]
    }
  }

  /// Answers questions about its colours and takes no harm from those that it does not know.
  var answersQuestions: Bool { self == .xterm || self == .rxvt || self == .tmux || self == .screen }
}

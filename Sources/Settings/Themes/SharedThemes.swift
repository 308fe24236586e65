/// Where the themes lie that come with the program.
package enum SharedThemes {
  /// `share/kaunta/themes` beside the program; for one that was just built, `themes/` of its sources, so that
  /// `swift run kaunta theme list` shows what is there.
  package static func directory(ofProgramIn directory: String) -> String {
    let parts = directory.split(separator: "/", omittingEmptySubsequences: false)
    if let build = parts.lastIndex(of: ".build") { return (parts[..<build] + ["themes"]).joined(separator: "/") }
    // The directory's parent, spelt out: a path with ".." in it reads badly in a list.
    return parts.dropLast().joined(separator: "/") + "/share/kaunta/themes"
  }
}

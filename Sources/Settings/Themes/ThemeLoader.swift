import Cells
import Files

/// A theme, and what is wrong with its file.
package struct LoadedTheme: Sendable {
  /// The theme; the built-in one when there is any problem, so that a broken file never stops a desk.
  package let theme: Theme
  /// Everything that is wrong, in the order of the file.
  package let problems: [SettingsProblem]
}

/// Finds and reads themes: in the home's `themes/`, then beside the program, then compiled in.
package struct ThemeLoader: Sendable {
  /// Directories in which files are looked for, in this order.
  package let directories: [String]

  /// A loader for a home; `sharedDirectory` is `share/kaunta/themes` beside the program, if there is one.
  package init(home: Home?, sharedDirectory: String? = nil) {
    directories = [home?.themesDirectory, sharedDirectory].compactMap { $0 }
  }

  /// A loader for directories, in this order.
  package init(directories: [String]) { self.directories = directories }

  /// The names of all themes that can be asked for, sorted.
  package var names: [String] {
    var names = [Theme.counter.description.slug]
    for directory in directories {
      for file in (try? ByPath.names(in: directory)) ?? [] where file.hasSuffix(".toml") {
        let name = String(file.dropLast(5))
        if Self.isName(name), !names.contains(name) { names.append(name) }
      }
    }
    return names.sorted()
  }

  /// The file that a name means; nil for the one that is compiled in, and for a name that there is not.
  package func file(of name: String) -> String? {
    guard Self.isName(name) else { return nil }
    return directories.map { $0 + "/" + name + ".toml" }.first { FileFacts(path: $0) != nil }
  }

  /// The theme of this name, with all that it inherits.
  package func load(_ name: String) -> LoadedTheme {
    do throws(SettingsProblems) {
      return LoadedTheme(theme: try theme(name, askedBy: nil, line: nil, heirs: []), problems: [])
    } catch {
      return LoadedTheme(theme: .counter, problems: error.problems)
    }
  }

  /// Checks one file, as `theme check` does; what it inherits is looked for in the loader's directories.
  package func load(file: String) -> LoadedTheme {
    do throws(SettingsProblems) {
      return LoadedTheme(theme: try read(file, heirs: []), problems: [])
    } catch {
      return LoadedTheme(theme: .counter, problems: error.problems)
    }
  }

  /// What somebody typed: a theme's name, or a file where it has a slash or ends in `.toml`.
  ///
  /// - Returns: the theme, and where a name led; nil for a file, whose place was typed.
  package func load(typed: String) -> (loaded: LoadedTheme, place: String?) {
    if typed.contains("/") || typed.hasSuffix(".toml") { return (load(file: typed), nil) }
    return (load(typed), file(of: typed) ?? "built in")
  }

  /// - Parameter heirs: the names that led here, nearest last.
  private func theme(
    _ name: String, askedBy heir: (file: String, key: String)?, line: Int?, heirs: [String]
  ) throws(SettingsProblems) -> Theme {
    if let file = file(of: name) { return try read(file, heirs: heirs) }
    if name == Theme.counter.description.slug { return .counter }
    throw SettingsProblems(problems: [
      SettingsProblem(
        file: heir?.file ?? (directories.first ?? "themes") + "/" + name + ".toml", line: line,
        key: heir?.key, fault: "there is no theme \(SettingsReading.quoted(name))",
        remedy: "write one of: \(names.joined(separator: ", "))")
    ])
  }

  private func read(_ file: String, heirs: [String]) throws(SettingsProblems) -> Theme {
    let own = try ThemeFile.read(file)
    guard let inherited = own.inherits else { return try own.theme(basedOn: nil) }
    let key = own.inheritsKey
    let line = own.line(of: [key])
    let chain = heirs + [own.slug]
    if chain.contains(inherited) {
      throw SettingsProblems(problems: [
        SettingsProblem(
          file: file, line: line, key: key,
          fault: "goes in a circle: \((chain + [inherited]).joined(separator: " from "))",
          remedy: "take the line away, or inherit from another theme")
      ])
    }
    return try own.theme(basedOn: try theme(inherited, askedBy: (file, key), line: line, heirs: chain))
  }

  /// Lower-case letters, digits and dashes: nothing that could lead out of a directory.
  static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 64
      && name.utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
      }
  }
}

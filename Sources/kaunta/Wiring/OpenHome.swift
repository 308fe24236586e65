import ArgumentParser
import CommandText
import Files
import Glibc
import Payments
import Settings

/// The option that every command has.
struct HomeOption: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The shop's home directory.", discussion: "Default: $KAUNTA_HOME, else the XDG state directory.", valueName: "DIR"
    ))
  var home: String?

  /// Where the home is, whether or not it is there yet.
  func locate() throws -> Home {
    do { return try Home.locate(option: home, environment: ProcessEnvironment.variables()) } catch {
      throw fail(error.sentence, error == .emptyOption ? Exit.usage : Exit.settings)
    }
  }

  /// The home as far as anything says where; for commands that do without one.
  func ifNamed() throws -> Home? {
    if home?.isEmpty == true { return try locate() }
    return try? Home.locate(option: home, environment: ProcessEnvironment.variables())
  }

  /// The home, which must exist.
  func existing() throws -> Home {
    let home = try locate()
    if home.exists { return home }
    if home.isClosedToUs {
      // In the cashiers' group an administrator would get a desk and nothing else.
      let isServers = home.path == ServerHomeOption.place
      let parent = home.parentClosedToUs
      let above = parent.map { ": " + $0.words } ?? ""
      if isServers, let parent {
        throw fail(
          "the shop at \(home.path) is closed to \(Person.loginName)\(above). At a till, call the owner, who runs "
            + "\(parent.remedy) and then kaunta setup.", Exit.settings)
      }
      throw fail(
        "the shop at \(home.path) is closed to \(Person.loginName)\(above). "
          + (isServers
            ? "Put sudo before the command; at a till, call the owner: kaunta doctor says what is closed."
            : "Ask the owner to take you into its group; after that, log in anew."),
        Exit.settings)
    }
    if Home(path: ServerHomeOption.place).exists {
      throw fail(
        "there is no shop at \(home.path). This machine is a shop's server: add --home \(ServerHomeOption.place).",
        Exit.settings)
    }
    // Lines that no terminal breaks within a command.
    throw fail(
      "there is no shop at \(home.path).\n\(advice(at: home)), or see it at once with `kaunta demo`.", Exit.settings)
  }

  /// How a shop is made, where there is none.
  ///
  /// Root who names no home, where the package is, wants a server and no shop of root's own.
  private func advice(at home: Home) -> String {
    if home.path == ServerHomeOption.place { return "Make one with `kaunta setup`" }
    let isPackaged = FileFacts(path: "/usr/share/kaunta/nginx.conf") != nil
    if !isPackaged || self.home != nil { return "Make one with `kaunta init`" }
    return geteuid() == 0
      ? "Make this machine a shop's server with `kaunta setup`"
      : "Make one of your own with `kaunta init`, a shop's server with `sudo kaunta setup`"
  }

  /// The checked settings of an existing home; every mistake is one line.
  func settings() throws -> ShopSettings {
    let home = try existing()
    do { return try SettingsLoader(themes: ThemePlaces.loader(for: home)).load(home) } catch {
      throw fail(settings: error.lines)
    }
  }
}

/// The process's environment.
enum ProcessEnvironment {
  static func variables() -> [String: String] {
    var variables: [String: String] = [:]
    for name in ["KAUNTA_HOME", "XDG_STATE_HOME", "HOME"] {
      if let value = getenv(name) { variables[name] = String(cString: value) }
    }
    return variables
  }
}

/// Where themes are looked for beside the home.
enum ThemePlaces {
  private static let sharedDirectory = (try? KernelFiles.program()).map(ByPath.directory).map(SharedThemes.directory)

  static func loader(for home: Home?) -> ThemeLoader { ThemeLoader(home: home, sharedDirectory: sharedDirectory) }
}

/// The person at this terminal, as the operating system knows her.
enum Person {
  static var loginName: String { accountName(getuid()) }
}

import Cells
import Daraja
import Files
import Payments

/// Reads a home's settings and checks all of them, so that one look shows everything that is to be mended.
package struct SettingsLoader: Sendable {
  /// Finds the themes that the settings may name.
  package let themes: ThemeLoader?

  /// A loader; without themes, any theme's name is taken.
  package init(themes: ThemeLoader? = nil) { self.themes = themes }

  /// The settings for a desk and every command but the listener.
  ///
  /// - Throws: ``SettingsProblems`` with everything that is wrong, in the order of the file.
  package func load(_ home: Home) throws(SettingsProblems) -> ShopSettings {
    var checks = try begin(home)
    let basics = checks.basics()
    let account = checks.account(basics)
    let secret = checks.consumerSecretFile()
    let callbacks = checks.callbacks(basics)
    checks.keys(callbacks)
    let desk = checks.desk(themes)
    let log = checks.log()
    let alerts = checks.alerts()
    let simulator = checks.simulator(basics)
    checks.finish()
    guard let account, let callbacks, let key = basics.consumerKey, let name = basics.shopName,
      let environment = basics.environment, checks.reading.problems.isEmpty
    else { throw SettingsProblems(problems: checks.reading.problems) }
    return ShopSettings(
      home: home, rights: checks.rights, environment: environment, shopName: name, account: account,
      consumerKey: key, consumerSecretFile: secret,
      baseURL: environment.safaricomBaseURL ?? basics.baseURL, proxy: basics.proxy, callbacks: callbacks, desk: desk,
      log: log, alerts: alerts, simulator: simulator,
      notices: checks.notices(callbacks))
  }

  /// The part that the listener needs: reads the settings and the callback keys, and no secret of Daraja's.
  ///
  /// - Throws: ``SettingsProblems`` with everything that is wrong with that part, in the order of the file.
  package func loadForListener(_ home: Home) throws(SettingsProblems) -> ListenerSettings {
    var checks = try begin(home)
    let basics = checks.basics()
    let callbacks = checks.callbacks(basics)
    checks.keys(callbacks)
    let log = checks.log()
    checks.finish()
    guard let callbacks, let name = basics.shopName, let receiver = basics.receiver,
      let environment = basics.environment, checks.reading.problems.isEmpty
    else { throw SettingsProblems(problems: checks.reading.problems) }
    return ListenerSettings(
      home: home, rights: checks.rights, environment: environment, shopName: name, receiver: receiver,
      callbacks: callbacks, log: log, notices: checks.notices(callbacks))
  }

  private func begin(_ home: Home) throws(SettingsProblems) -> SettingsChecks {
    let file = home.settingsFile
    let bytes: [UInt8]
    do throws(FileError) { bytes = try WholeFile.read(file, limitBytes: 256 * 1024) } catch {
      if [.noSuchFileOrDirectory, .notDirectory].contains(error.code) {
        throw Self.only(file, "there is no home here", "make one with kaunta init, or try kaunta demo")
      }
      throw Self.only(file, "cannot be read (\(error.words))", "use an account that may read it")
    }
    let text: String
    do throws(EditedText.Fault) { text = try EditedText.text(bytes) } catch {
      throw Self.only(file, error.words, EditedText.Fault.remedy)
    }
    do throws(TOMLSyntaxProblem) {
      return SettingsChecks(
        home: home, rights: home.rights ?? .oneUser,
        reading: SettingsReading(file: file, toml: try TOMLFile(text: text)))
    } catch {
      throw SettingsProblems(problems: [
        SettingsProblem(
          file: file, line: error.line, fault: "cannot be read as TOML: \(error.words)",
          remedy: "write KEY = VALUE, with text in double quotes")
      ])
    }
  }

  private static func only(_ file: String, _ fault: String, _ remedy: String) -> SettingsProblems {
    SettingsProblems(problems: [SettingsProblem(file: file, fault: fault, remedy: remedy)])
  }
}

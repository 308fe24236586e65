import ArgumentParser
import CommandText
import Desk
import DeskRuntime
import Files
import Glibc
import Payments
import Settings
import Terminal
import Wording

extension Language: ExpressibleByArgument {}

/// `kaunta demo`: desk, listener and simulator in a throw-away home.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "See the desk at work with a simulated Safaricom. No money moves.",
    discussion: """
      Type 0712345678 \(enter) 50 \(enter). The customer's phone comes up below the payments: \(pickUp) picks it up, \
      then \(keys(.english)); with --language sw \(keys(.swahili)). The first screen lists customers who cancel, \
      mistype, have no money, cannot be reached. Where a supervisor is asked for: \(supervisor.name), PIN \
      \(supervisor.pin). Everything is thrown away at the end; what a killed demo leaves goes with the next one.
      """)

  private static let supervisor = DemoSupervisor.standard
  private static var enter: String { DeskCommand.advance.formKey }
  private static var pickUp: String { DeskCommand.pickUpPhone.formKey }

  /// What each letter does for the customer.
  private static func keys(_ language: Language) -> String {
    let answers: [(PhoneInHand.Command, String)] = [
      (.pay, "pays"), (.cancel, "cancels"), (.mistypePIN, "types a wrong PIN"), (.haveNoMoney, "has no money"),
      (.ignore, "ignores it"),
    ]
    return answers.map { PhoneInHand.key(for: $0, in: language) + " " + $1 }.joined(separator: ", ")
  }

  @Option(name: .long, help: ArgumentHelp("The look, by its name in themes/, or a file.", valueName: "NAME"))
  var theme: String?

  @Option(name: .long, help: ArgumentHelp("The desk's language, en or sw.", valueName: "NAME"))
  var language = Language.english

  @Option(name: .long, help: ArgumentHelp("Every customer answers after so many seconds.", valueName: "SECONDS"))
  var answerAfter: Double?

  @Option(
    name: .long, help: ArgumentHelp("How long customers take, as in kaunta simulate.", valueName: "SPANS"))
  var answerDelay: String?

  @Flag(name: .long, help: "Customers wait for you: pick the phone up with \(pickUp).")
  var byHand = false

  @Flag(name: .long, help: "Without the guided tour.")
  var noTour = false

  @Flag(name: .long, help: "In lines instead of a screen, without the tour: as kaunta desk --plain.")
  var plain = false

  @Flag(
    name: .long,
    help: "A shop that goes on by itself, for hours: for a projector. A key takes the desk over for a minute.")
  var auto = false

  @Option(name: .long, help: ArgumentHelp("With --auto: the same number gives the same customers.", valueName: "N"))
  var seed: UInt64?

  @Option(
    name: .long, help: ArgumentHelp("With --auto: so long is a day of the shop.", valueName: "MINUTES"))
  var dayMinutes = 40.0

  func validate() throws {
    guard dayMinutes > 0, dayMinutes <= 1_440 else {
      throw ValidationError("--day-minutes takes a number above 0, 1440 at most.")
    }
  }

  func run() throws {
    if !plain { try OpenScreen.checkTerminal() }
    Signals.block()
    var end: DeskEnd
    var days: UInt64 = 0
    // Each day has a home of its own, so that nothing grows however long it goes on.
    repeat {
      end = try oneDay(after: days)
      days += 1
    } while end == .dayIsOver
    if end != .quit { throw ExitCode(end.exitCode) }
    Output.line(ProgramWords.demoIsOver[language])
  }

  private func oneDay(after days: UInt64) throws -> DeskEnd {
    let place = try throwAwayDirectory()
    defer { place.remove() }
    let home = Home(path: place.path + "/home")
    try make(home)

    var options = ["--home", home.path]
    if let answerAfter { options += ["--answer-after", "\(answerAfter)"] }
    if let answerDelay { options += ["--answer-delay", answerDelay] }
    if byHand { options.append("--by-hand") }
    let simulator = try ServerChild(["simulate"] + options, log: place.path + "/simulator.log")
    defer { simulator.stop() }
    let listener = try ServerChild(["listen", "--home", home.path], log: place.path + "/listener.log")
    defer { listener.stop() }

    let settings: ShopSettings
    do { settings = try SettingsLoader(themes: ThemePlaces.loader(for: home)).load(home) } catch {
      throw fail(settings: error.lines)
    }
    let supervisor = Self.supervisor
    let pin = TypedPIN(supervisor.pin)
    try Supervisors.set(pin, again: pin, of: supervisor.name, settings)
    guard let till = Till(1) else { return .quit }
    let others = try auto ? otherTills(settings) : []
    defer { for shop in others { shop.close() } }
    var session = DeskSession(
      settings: settings, till: till, isPlain: plain, theme: theme, terminalName: nil, language: language,
      phones: SimulatedPhonesAdapter(simulator: settings.baseURL))
    session.opening = [.supervisorOfDemo(supervisor)]
    if auto {
      let logger = try ShopLog(settings.log, rights: settings.rights).logger("others")
      let seed = (seed ?? UInt64.random(in: .min ... .max)) &+ days
      session.automatic = AutomaticDrive(
        AutomaticShop(
          seed: seed, dayMilliseconds: Int64(dayMinutes * 60_000), at: SystemClock().now()),
        others: OtherTills(others.map { $0.works { logger.warning("\($0)") } }))
    } else if !noTour, !plain {
      session.opening.append(.tourBegan)
    }
    return try session.run()
  }

  private func otherTills(_ settings: ShopSettings) throws -> [OpenShop] {
    try (2..<2 + AutomaticShop.otherTills).compactMap(Till.init).map { till in
      try OpenShop(settings, till: till, staysOpen: true)
    }
  }

  private func throwAwayDirectory() throws -> ThrowAwayDirectory {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    do throws(FileError) { return try ThrowAwayDirectory(beginning: "kaunta-demo.", in: parent) } catch {
      throw fail("no directory can be made in \(parent): \(error.words).", Exit.notWritable)
    }
  }

  private func make(_ home: Home) throws {
    let ports = try FreePort.find(2)
    let addresses = HomeAddresses(
      baseURL: "http://127.0.0.1:\(ports[0])", publicURL: "http://127.0.0.1:\(ports[1])",
      listen: SocketPlace(address: "127.0.0.1", port: ports[1]),
      simulatorListen: SocketPlace(address: "127.0.0.1", port: ports[0]))
    do {
      _ = try HomeMaker.make(
        // A customer's screen beside it speaks as the desk does.
        at: home, HomePlan(kind: .simulator, shopName: "Duka la Mfano", language: language, addresses: addresses),
        tagKey: RandomIdentifiers.keyBytes())
    } catch {
      throw fail(error.sentence, error.isAboutTheDisk ? Exit.notWritable : Exit.settings)
    }
  }
}

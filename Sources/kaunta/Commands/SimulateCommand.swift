import ArgumentParser
import CommandText
import Daraja
import DarajaSimulator
import Payments
import Settings

extension SimulatorSettings.BusyPhone: ExpressibleByArgument {}

/// `kaunta simulate`: a Daraja that runs here.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate", abstract: "Run a simulated Daraja and its customers' phones. No money moves.",
    discussion: """
      Serves any Daraja client. Customers are chosen by the phone number: 0700001032 cancels, 0700002001 types a wrong \
      PIN, any ordinary number pays. --list shows them all.
      """,
    subcommands: [SimulateAnswer.self])

  @OptionGroup var homeOption: HomeOption

  @Option(name: .long, help: ArgumentHelp("Where to listen (127.0.0.1:8743).", valueName: "ADDR:PORT"))
  var listen: String?

  @Option(name: .long, help: ArgumentHelp("Every customer answers after so many seconds.", valueName: "SECONDS"))
  var answerAfter: Double?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How long customers take: spans of seconds with weights (2-4:20,4-9:50,9-20:25,20-45:5).", valueName: "SPANS"))
  var answerDelay: String?

  @Option(name: .long, help: ArgumentHelp("Simulated time runs so many times faster.", valueName: "TIMES"))
  var speed: Double?

  @Option(name: .long, help: ArgumentHelp("The same seed gives the same bytes.", valueName: "N"))
  var seed: UInt64?

  @Option(
    name: .long,
    help: ArgumentHelp("Go on after a restart where this file ends; begun if it is not there.", valueName: "FILE"))
  var journal: String?

  @Option(name: .long, help: ArgumentHelp("A fault and its probability; may be repeated.", valueName: "NAME=P"))
  var fault: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What a second push to a phone with a prompt gets: a refusal, or a callback with 1001.", valueName: "KIND"))
  var busyPhone = SimulatorSettings.BusyPhone.refusal

  @Option(
    name: .long,
    help: ArgumentHelp("Its Date header is so many seconds ahead, or behind with a minus.", valueName: "SECONDS"))
  var clockOffset: Int?

  @Flag(name: .long, help: "Check also what Safaricom is lenient about.")
  var strict = false

  @Flag(name: .long, help: "Customers wait to be answered by hand.")
  var byHand = false

  @Flag(name: .long, help: "List the numbers and faults, and leave.")
  var list = false

  func run() throws {
    if list { return Output.line(SimulatorCatalogue.listing) }
    let settings = try simulatorSettings()
    do {
      try AsyncBridge.run {
        try await SimulatorServer.run(
          settings: settings,
          onListening: { Output.line("DEMO, no money moves: listening on \($0)\nlistening on \($0)") },
          log: { Output.line($0) })
      }
    } catch let error as SimulatorServerError {
      guard case .cannotListen(let host, let port, let code) = error else {
        throw fail(error.sentence, Exit.notWritable)
      }
      let place = SocketPlace(address: host, port: UInt16(clamping: port))
      let why = PortProblem(place: place, code: code, setting: "simulator.listen").sentence
      throw fail("the simulator was not started: \(why)", Exit.notWritable, named: "cannot-listen")
    }
  }

  private func simulatorSettings() throws -> SimulatorSettings {
    var settings = SimulatorSettings(seed: seed ?? UInt64.random(in: .min ... .max))
    if let home = try homeOption.ifNamed(), home.exists { try take(home, into: &settings) }
    if homeOption.home != nil { _ = try homeOption.existing() }
    if let listen {
      let place = try ListenOption.place(listen, such: "127.0.0.1:8743")
      settings.listenHost = place.address
      settings.listenPort = Int(place.port)
    }
    settings.busyPhone = busyPhone
    settings.journal = journal
    settings.isStrict = strict
    settings.customersAnswerByHand = byHand
    var options = SimulatorOptions()
    options.answerAfterSeconds = answerAfter
    options.answerDelay = answerDelay
    options.speed = speed
    options.clockOffsetSeconds = clockOffset
    options.faults = fault
    do { try options.put(into: &settings) } catch { throw fail(error.sentence, Exit.usage) }
    return settings
  }

  /// A home's own account is what its simulator knows; a home for real money is refused.
  private func take(_ home: Home, into settings: inout SimulatorSettings) throws {
    let shop: ShopSettings
    do { shop = try SettingsLoader().load(home) } catch {
      throw fail(settings: error.lines)
    }
    let own: SimulatorHomeSettings?
    do { own = try shop.forSimulator() } catch { throw fail(error.sentence, Exit.settings) }
    guard let simulator = own else { return }
    settings.consumerKey = shop.consumerKey
    do { settings.consumerSecret = try shop.readConsumerSecret().revealed } catch {
      throw fail(error.text, Exit.settings)
    }
    settings.merchants = [SimulatedMerchant(shop.account, name: shop.shopName)]
    settings.listenHost = simulator.listen.address
    settings.listenPort = Int(simulator.listen.port)
    settings.speed = simulator.pace
  }
}

extension SimulatedMerchant {
  fileprivate init(_ account: Account, name: String) {
    let kind: Kind =
      switch account.receiver {
      case .payBill: .payBill
      case .buyGoods(_, let till): .buyGoods(till: till.digits)
      }
    self.init(
      shortCode: account.receiver.businessShortCode.digits, passkey: account.passkey.revealed, kind: kind, name: name)
  }
}

/// `kaunta simulate answer`: be the customer.
struct SimulateAnswer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer", abstract: "Answer the prompt on a simulated phone.",
    discussion: "Answers: \(ManualAnswer.allCases.map(\.rawValue).joined(separator: ", ")).")

  @OptionGroup var homeOption: HomeOption

  @Option(name: .long, help: ArgumentHelp("Whose phone.", valueName: "PHONE"))
  var phone: String

  @Option(name: .long, help: ArgumentHelp("Where the simulator is.", valueName: "URL"))
  var at: String?

  @Argument(help: "What the customer does.")
  var answer: String

  func run() throws {
    guard let answer = ManualAnswer(rawValue: answer) else {
      let known = ManualAnswer.allCases.map(\.rawValue).joined(separator: ", ")
      throw fail("there is no answer \"\(answer)\"; write one of \(known).", Exit.usage)
    }
    let number: PhoneNumber
    switch PhoneNumber.parse(phone) {
    case .success(let parsed): number = parsed
    case .failure(let error): throw fail(error.sentence.english, Exit.usage)
    }
    let address = try at ?? ownSimulator() ?? "http://127.0.0.1:8743"
    switch AsyncBridge.value(of: { await SimulatorControl.answer(address: address, phone: number, with: answer) }) {
    case .success(let line): Output.line(line)
    case .failure(let error): throw fail(error.sentence, Exit.failed)
    case nil: break
    }
  }

  /// Where a shop's own simulator is; nil without a shop, unless one was named.
  private func ownSimulator() throws -> String? {
    guard try homeOption.home != nil || homeOption.locate().exists else { return nil }
    return try homeOption.settings().baseURL
  }
}

import ArgumentParser
import CommandText
import CustomerView
import Daraja
import DeskRuntime
import Payments
import Settings
import Terminal

/// `kaunta customer`: what a till's customer may see, on a screen of its own.
struct CustomerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "customer", abstract: "Show a till's customer what to pay, and when it is paid.",
    discussion: """
      For a second screen that faces the customer. It shows the payment that the till asked for last and no other, and \
      never a phone number. It only reads, needs no desk to run, and may be left open for weeks; q leaves it.
      """)

  @OptionGroup var homeOption: HomeOption

  @Option(name: .long, help: ArgumentHelp("The till that it stands at, 1 to 999; 1 unless given.", valueName: "N"))
  var till: Int?

  @Option(
    name: .long,
    help: ArgumentHelp("The language of what is big, en or sw; the desk's unless given.", valueName: "NAME"))
  var language: Language?

  @Option(
    name: .long, help: ArgumentHelp("The look, by its name in themes/; the desk's unless given.", valueName: "NAME"))
  var theme: String?

  @Flag(name: .long, help: "Without the shop's till or PayBill number and its QR code.")
  var noNumber = false

  func run() throws {
    try OpenScreen.checkTerminal()
    let settings = try homeOption.settings()
    let till = try Till.typed(till ?? 1)
    Signals.block()
    let screen = try OpenScreen.open(settings, theme: theme)
    let end: DeskEnd
    do throws(TerminalError) {
      end = try CustomerLoop(
        shop: shop(settings, till), watch: CustomerBooks(settings, till: till), screen: screen, clock: SystemClock()
      ).run()
    } catch {
      throw fail(error.sentence, Exit.usage)
    }
    if end != .quit { throw ExitCode(end.exitCode) }
  }

  private func shop(_ settings: ShopSettings, _ till: Till) -> CustomerShop {
    let number: CustomerShop.MoneyNumber =
      switch settings.account.receiver {
      case .payBill(let number): .payBill(number.digits)
      case .buyGoods(_, let till): .till(till.digits)
      }
    return CustomerShop(
      name: settings.shopName, till: till, number: noNumber ? nil : number, warning: settings.practice?.warning,
      language: language ?? settings.desk.language)
  }
}

import Payments

/// One customer's phone and wallet.
struct Phone: Sendable {
  private struct Payment: Sendable {
    let amount: Int
    let shortCode: String
    let atMilliseconds: Int64
  }

  /// The transaction whose prompt holds the phone.
  var openTransaction: Int?
  private(set) var wallet: Int
  private var paidToday = 0
  private var day: BusinessDay
  private var lately: [Payment] = []

  init(settings: SimulatorSettings, at now: Int64) {
    wallet = settings.walletShillings
    day = EastAfricaTime(wallMilliseconds: now).businessDay
  }

  /// What becomes of a PIN that was typed: `0`, or the code of the rule that is broken.
  mutating func resultOfPaying(
    _ amount: Int, to shortCode: String, settings: SimulatorSettings, at now: Int64
  ) -> String {
    startDay(settings: settings, at: now)
    let window = Int64(settings.repeatWindowSeconds) * 1000
    lately.removeAll { now - $0.atMilliseconds >= window }
    if lately.contains(where: { $0.amount == amount && $0.shortCode == shortCode }) { return "17" }
    if amount < 1 { return "2" }
    if amount > settings.transactionLimitShillings { return "3" }
    if paidToday + amount > settings.dailyLimitShillings { return "4" }
    if amount > wallet { return "1" }
    return "0"
  }

  mutating func pay(_ amount: Int, to shortCode: String, settings: SimulatorSettings, at now: Int64) {
    startDay(settings: settings, at: now)
    wallet -= amount
    paidToday += amount
    lately.append(Payment(amount: amount, shortCode: shortCode, atMilliseconds: now))
  }

  mutating func setWallet(_ shillings: Int) { wallet = shillings }

  /// Every morning the wallet is full again, so that a simulator that runs for weeks stays of use.
  private mutating func startDay(settings: SimulatorSettings, at now: Int64) {
    let today = EastAfricaTime(wallMilliseconds: now).businessDay
    if today == day { return }
    day = today
    paidToday = 0
    wallet = max(wallet, settings.walletShillings)
  }
}

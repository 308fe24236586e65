import Daraja
import Glibc
import Payments
import TestSupport

/// From a callback's last byte at the listener to the terminal of its till, beside the least that such a way takes.
struct ArrivalRow: BenchRow {
  let name = "arrival"
  let unit = "milliseconds from a callback's last byte to PAID on its till's terminal, with so many desks open"
  let peer = "a file kept and synced, found by inotify in another thread, a row committed by SQLite, a byte to a pipe"
  let sizes = [1, 10, 50]

  func prepare(size: Int, effort: BenchEffort) throws -> () throws -> BenchRound {
    let each = effort.count(40)
    let home = try CrowdedHome(payments: size + 3 * each, open: size + 3 * each, tills: size)
    let shop = try BenchedDesk(home)
    // Newest last, which stands on top.
    var waiting = try LabHome.ledger(at: home.lab.home.ledgerFile).openPayments()[...]
    var desks: [SpawnedProgram] = []
    var paid = 0
    return {
      if desks.isEmpty {
        desks = try open(shop, tills: size)
        // A desk that has only just come up may find it on the board, where it is no news.
        if let first = waiting.popLast() {
          paid += 1
          _ = try milliseconds(for: first, in: home.lab, desks, paid)
        }
      }
      var round = BenchRound(ours: [], peers: [])
      let floor = try ArrivalFloor()
      for _ in 0..<each {
        guard let payment = waiting.popLast() else { break }
        paid += 1
        round.ours.append(try milliseconds(for: payment, in: home.lab, desks, paid))
        round.peers.append(try floor.milliseconds())
      }
      return round
    }
  }

  private func open(_ shop: BenchedDesk, tills: Int) throws -> [SpawnedProgram] {
    let desks = try (1...tills).map { till in
      try SpawnedProgram(
        LabHome.program, arguments: ["desk", "--till", String(till), "--home", shop.path])
    }
    for desk in desks { try desk.waitForScreen("a desk is open", timeoutSeconds: 600) { $0.contains("leave") } }
    return desks
  }

  private func milliseconds(
    for payment: PaymentSummary, in home: LabHome, _ desks: [SpawnedProgram], _ count: Int
  ) throws -> Double {
    // Each comes by itself: until all desks have drawn the one before, for which nothing can be waited, since seconds
    // are counted on them.
    for _ in 0..<20 {
      for desk in desks { desk.takeOutput() }
      poll(nil, 0, 20)
    }
    let tag = home.ring.tag(for: payment.id, environment: "simulator", shortCode: "174379")
    let socket = try LoopbackSocket(port: home.listenerPort)
    let request = PlainRequest.post(
      CallbackAddress.path(payment.id, tag), body(of: payment), more: "Connection: close\r\n")
    let began = ContinuousClock.now
    socket.send(request)
    // The row may be below what the board has room for, and curses writes no letter again that stands there already: the
    // sum of the day is on every screen, drawn with it.
    try desks[payment.till.number - 1].waitForScreen("the sum of the day") { $0.contains("Paid today  \(count) ") }
    return (ContinuousClock.now - began) / .microseconds(1) / 1_000
  }

  private func body(of payment: PaymentSummary) -> String {
    let prompt = payment.status.attempt.checkoutRequestID?.rawValue ?? ""
    return #"{"Body":{"stkCallback":{"MerchantRequestID":"29115-1-1","CheckoutRequestID":"\#(prompt)","ResultCode":0,"#
      + #""ResultDesc":"The service request is processed successfully.","CallbackMetadata":{"Item":["#
      + #"{"Name":"Amount","Value":\#(payment.amount.count).00},"#
      + #"{"Name":"MpesaReceiptNumber","Value":"\#(payment.id.hex.uppercased().suffix(10))"},"#
      + #"{"Name":"TransactionDate","Value":20191219102115},{"Name":"PhoneNumber","Value":254708374149}]}}}}"#
  }
}

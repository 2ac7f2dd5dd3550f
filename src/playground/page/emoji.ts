/** The emoji names that bots use; an unknown name is shown as it was written. */
const table = `+1 👍 -1 👎 100 💯 alarm_clock ⏰ arrow_down ⬇️ arrow_forward ▶️ arrow_left ⬅️ arrow_right ➡️ arrow_up ⬆️
arrows_counterclockwise 🔄 ballot_box_with_check ☑️ bangbang ‼️ bar_chart 📊 bell 🔔 black_large_square ⬛ black_square ▪️
blue_circle 🔵 blush 😊 boom 💥 book 📖 bookmark 🔖 briefcase 💼 bug 🐛 building_construction 🏗️ bulb 💡
bust_in_silhouette 👤 busts_in_silhouette 👥 calendar 📅 card_index 📇 chart_with_upwards_trend 📈 checkered_flag 🏁 clap 👏
clipboard 📋 clock1 🕐 clock3 🕒 closed_lock_with_key 🔐 computer 💻 construction 🚧 cross_mark ❌ date 📅 door 🚪 e-mail 📧
email 📧 envelope ✉️ envelope_with_arrow 📩 exclamation ❗ eyes 👀 file_folder 📁 fire 🔥 gear ⚙️ globe_with_meridians 🌐 green_circle 🟢
grey_question ❔ hammer_and_wrench 🛠️ handshake 🤝 heart ❤️ heavy_check_mark ✔️ heavy_minus_sign ➖ heavy_multiplication_x ✖️
heavy_plus_sign ➕ hourglass ⌛ hourglass_flowing_sand ⏳ house 🏠 id 🆔 inbox_tray 📥 information_source ℹ️ key 🔑
label 🏷️ large_blue_circle 🔵 large_green_circle 🟢 large_orange_circle 🟠 large_red_square 🟥 large_yellow_circle 🟡
leftwards_arrow_with_hook ↩️ link 🔗 lock 🔒 lock_with_ink_pen 🔏 loudspeaker 📢 mag 🔍 mag_right 🔎 mailbox 📫 mega 📣 memo 📝
mobile_phone 📱 iphone 📱 moneybag 💰 negative_squared_cross_mark ❎ new 🆕 no_entry ⛔ no_entry_sign 🚫 office 🏢
ok 🆗 ok_hand 👌 outbox_tray 📤 page_facing_up 📄 page_with_curl 📃 paperclip 📎 party_popper 🎉 pencil 📝 pencil2 ✏️ people_holding_hands 🧑‍🤝‍🧑
point_down 👇 point_left 👈 point_right 👉 point_up ☝️ pray 🙏 pushpin 📌 question ❓ radio_button 🔘 raised_hand ✋ raised_hands 🙌
rage 😡 recycle ♻️ red_circle 🔴 repeat 🔁 rocket 🚀 rotating_light 🚨 round_pushpin 📍 scroll 📜 shield 🛡️ shopping_cart 🛒 slightly_smiling_face 🙂
small_blue_diamond 🔹 small_orange_diamond 🔸 smile 😄 smiley 😃 sos 🆘 sparkles ✨ speech_balloon 💬 spiral_calendar_pad 🗓️ star ⭐ stop_sign 🛑
stopwatch ⏱️ sunny ☀️ tada 🎉 telephone_receiver 📞 thinking_face 🤔 thought_balloon 💭 thumbsdown 👎 thumbsup 👍 ticket 🎫 timer_clock ⏲️
traffic_light 🚦 triangular_flag_on_post 🚩 unlock 🔓 warning ⚠️ wastebasket 🗑️ wave 👋 white_check_mark ✅ white_circle ⚪ white_large_square ⬜
white_medium_square ◻️ white_small_square ▫️ black_circle ⚫ black_small_square ▪️ writing_hand ✍️ wrench 🔧 x ❌ yellow_circle 🟡 zap ⚡`;

const characters = new Map<string, string>();
const words = table.split(/\s+/);
for (let index = 0; index + 1 < words.length; index += 2)
  characters.set(words[index] ?? '', words[index + 1] ?? '');

export const quickReactions = ['+1', 'white_check_mark', 'eyes', 'tada'];

export function emojiCharacter(name: string): string {
  return characters.get(name.replace(/::skin-tone-\d$/, '')) ?? `:${name}:`;
}

/** Emoji names in a plain text. */
export function withEmoji(text: string): string {
  return text.replace(/:([a-z0-9_+'-]+):/g, (whole, name: string) => characters.get(name) ?? whole);
}

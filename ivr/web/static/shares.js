// Copies a link that was just made.
"use strict";
document.getElementById("copy")?.addEventListener("click", async (event) => {
  const link = document.getElementById("link");
  link.select();
  await navigator.clipboard?.writeText(link.value).catch(() => {});
  event.target.textContent = event.target.dataset.copied;
});

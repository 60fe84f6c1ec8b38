(function(){
var form=document.getElementById('form'),status=document.getElementById('status'),words=document.getElementById('words'),send=form.querySelector('.send'),tries=0,timer,busy=false;
function each(list,act){for(var i=0;i<list.length;i++)act(list[i])}
function fold(text){text=text.toLowerCase().replace(/\u0111/g,'d');return text.normalize?text.normalize('NFD').replace(/[\u0300-\u036f]/g,''):text}
function whole(text){return text.replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g,function(sign){return sign.length>1?sign:''})}
function body(){var parts=['action=send'];each(form.elements,function(e){if(e.name&&e.type!=='submit'&&((e.type!=='radio'&&e.type!=='checkbox')||e.checked)&&!e.disabled)parts.push(encodeURIComponent(e.name)+'='+encodeURIComponent(whole(e.value)))});return parts.join('&')}
function stay(e){e.preventDefault();return e.returnValue=''}
function later(word){busy=false;window.onbeforeunload=stay;status.textContent=words.getAttribute(word);tries++;clearTimeout(timer);timer=setTimeout(post,Math.min(30000,1000*Math.pow(2,tries))*(0.5+Math.random()/2))}
function shorten(){busy=false;send.disabled=false;window.removeEventListener('online',post);status.textContent=words.getAttribute('data-large')}
function post(){if(busy)return;busy=true;clearTimeout(timer);var x=new XMLHttpRequest();send.disabled=true;x.open('POST',location.pathname+location.search);x.setRequestHeader('Content-Type','application/x-www-form-urlencoded');x.timeout=30000;
x.onload=function(){if(x.status===413)return shorten();if(x.status>=500)return later('data-full');if(!/<main id="main"/.test(x.responseText))return later('data-waiting');window.removeEventListener('online',post);window.onbeforeunload=null;document.open();document.write(x.responseText);document.close();window.scrollTo(0,0);var told=document.querySelector('.notice')||document.querySelector('h1');told.tabIndex=-1;told.focus()};
x.onerror=x.ontimeout=function(){later('data-waiting')};if(!tries)status.textContent=words.getAttribute('data-sending');x.send(body())}
var asked='send';
each(form.querySelectorAll('button'),function(b){b.addEventListener('click',function(){asked=b.value})});
form.addEventListener('submit',function(e){if(asked==='find')e.preventDefault();if(asked!=='send'||!window.XMLHttpRequest)return;e.preventDefault();if(!send.disabled){tries=0;window.addEventListener('online',post);post()}});
var find=document.getElementById('find'),offers=document.getElementById('offers'),found=document.getElementById('found');
function narrow(){var wanted=fold(find.value).split(/\s+/),count=0,more=offers.querySelector('details');each(offers.querySelectorAll('[data-also]'),function(c){var text=fold(c.textContent)+' '+c.getAttribute('data-also'),fits=wanted.every(function(w){return text.indexOf(w)>=0});c.hidden=!fits&&!c.querySelector('input').checked;if(fits)count++});found.textContent=wanted.join('')?words.getAttribute(count?'data-found':'data-none').replace('#',count):'';if(more){more.open=more.open||!!find.value;more.firstElementChild.hidden=!!wanted.join('')}}
function reach(){offers.querySelector('.choice:not([hidden]) input').focus()}
if(find){find.addEventListener('input',narrow);find.nextElementSibling.addEventListener('click',reach);find.addEventListener('keydown',function(e){if(e.key==='Enter'){e.preventDefault();reach()}})}
function follow(){each(document.querySelectorAll('[data-after]'),function(f){var after=f.getAttribute('data-after'),wanted=f.getAttribute('data-if').split(' '),shown=false;each(document.getElementsByName(after),function(i){shown=shown||(i.checked&&wanted.indexOf(i.value)>=0)});f.hidden=!shown||document.getElementById(after).hidden})}
form.addEventListener('change',follow);follow();
var b=document.getElementById('problems');if(b)b.focus();
})();
